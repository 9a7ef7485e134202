package io.tiphys.validation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditVerificationTest {
    @Test
    void acceptsWholeChainsThatAlternate() {
        List<Map<String, String>> lines = new ArrayList<>();
        List<Map<String, String>> other = chain("b", 3);
        for (Map<String, String> line : chain("a", 3)) {
            lines.add(line);
            lines.add(other.remove(0));
        }
        AuditVerification verified = verify(lines);
        assertThat(verified.faults()).isEmpty();
        assertThat(verified.chains()).hasSize(2).allMatch(text -> text.contains(": 3 lines from t1 to t3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain", "number", "previous", "hash", "time", "caller", "outcome"})
    void findsAChangeOfEachField(String field) {
        List<Map<String, String>> lines = chain("a", 4);
        lines.get(1).compute(field, (key, value) -> "number".equals(key) ? "9" : value + "x");
        assertThat(verify(lines).faults()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"caller", "outcome"})
    void findsAChangeWhoseHashWasMadeAnew(String field) {
        List<Map<String, String>> lines = chain("a", 4);
        lines.get(1).put(field, "someone-else");
        lines.get(1).put(AuditChain.HASH, AuditChain.hash(lines.get(1)));
        assertThat(verify(lines).faults())
                .singleElement()
                .asString()
                .startsWith("audit.log:3: line 3 of chain a does not");
    }

    @Test
    void findsAnAddedField() {
        List<Map<String, String>> lines = chain("a", 2);
        lines.get(0).put("note", "harmless");
        assertThat(verify(lines).faults()).singleElement().asString().contains("was changed");
    }

    @Test
    void findsARemovedLine() {
        List<Map<String, String>> lines = chain("a", 5);
        lines.subList(1, 3).clear();
        assertThat(verify(lines).faults()).containsExactly("audit.log:2: line 4 of chain a follows line 1: 2 missing");
    }

    @Test
    void findsARepeatedAndAnExchangedLine() {
        List<Map<String, String>> repeated = chain("a", 3);
        repeated.add(1, repeated.get(0));
        assertThat(verify(repeated).faults()).isNotEmpty();
        List<Map<String, String>> exchanged = chain("a", 3);
        exchanged.add(exchanged.remove(0));
        assertThat(verify(exchanged).faults()).isNotEmpty();
    }

    @Test
    void saysThatTheBeginningIsNotThere() {
        List<Map<String, String>> lines = chain("a", 4);
        lines.remove(0);
        AuditVerification verified = verify(lines);
        assertThat(verified.faults()).isEmpty();
        assertThat(verified.chains()).singleElement().asString().contains("begins at line 2");
    }

    /** A later version verifies the logs of an earlier one. */
    @Test
    void theHashOfALineStaysTheSameForever() {
        Map<String, String> line = Map.of("chain", "a", "number", "1", "previous", AuditChain.NONE, "hash", "x");
        assertThat(AuditChain.hash(line)).isEqualTo("d0a53bd2c19331ef7fc311c84e425e249a99bfb0152d73cdf42f72bcc2ae5fe9");
    }

    @Test
    void refusesALineWithoutAChain() {
        assertThat(verify(List.of(Map.of("caller", "ada"))).faults()).hasSize(1);
    }

    private static List<Map<String, String>> chain(String name, int length) {
        List<Map<String, String>> lines = new ArrayList<>();
        String previous = AuditChain.NONE;
        for (int number = 1; number <= length; number++) {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("time", "t" + number);
            line.put("caller", "ada");
            line.put("outcome", "OK");
            line.put(AuditChain.CHAIN, name);
            line.put(AuditChain.NUMBER, Integer.toString(number));
            line.put(AuditChain.PREVIOUS, previous);
            previous = AuditChain.hash(line);
            line.put(AuditChain.HASH, previous);
            lines.add(line);
        }
        return lines;
    }

    private static AuditVerification verify(List<Map<String, String>> lines) {
        AuditVerification verification = new AuditVerification();
        for (int i = 0; i < lines.size(); i++) {
            verification.add("audit.log:" + (i + 1), lines.get(i));
        }
        return verification;
    }
}
