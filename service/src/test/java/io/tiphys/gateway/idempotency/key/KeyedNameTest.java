package io.tiphys.gateway.idempotency.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.workflow.WorkflowName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Properties of the names that keys give, over seeded random keys, scopes and prefixes. */
class KeyedNameTest {
    private static final int ROUNDS = 5_000;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Random random = new Random(42);

    @Test
    void everyNameIsOneOfKubernetesThatArgoTakes() {
        for (int i = 0; i < ROUNDS; i++) {
            String prefix = text(1 + random.nextInt(80), LETTERS) + "-";
            String name = name(scope(), text(1 + random.nextInt(255), printable()), prefix);

            assertThat(WorkflowName.isValid(name)).as(name).isTrue();
            assertThat(name).hasSizeLessThanOrEqualTo(63);
            assertThat(name).startsWith(prefix.substring(0, Math.min(43, prefix.length())));
        }
    }

    @Test
    void theSameCallerKeyEnvironmentAndNamespaceGiveTheSameName() {
        for (int i = 0; i < ROUNDS; i++) {
            KeyScope scope = scope();
            String key = text(20, printable());
            KeyScope same = new KeyScope(scope.caller(), scope.environment(), scope.namespace());

            assertThat(name(scope, key, "a-")).isEqualTo(name(same, key, "a-"));
        }
    }

    /** A gateway finds the workflows that a gateway of an earlier version named. */
    @Test
    void theNameAndTheRecordStayTheSameForever() {
        KeyDigest digest = new KeyScope("user ada", "lab", "science").digest(IdempotencyKey.of("x", "k"));

        assertThat(KeyedName.of(digest, Optional.empty(), Optional.of("a-"))).isEqualTo("a-lgena5kifzwwythutqhs");
        assertThat(digest.recordOn("one")).isEqualTo("DXX5kgLyrNMGcnmbDFcA5dYTEedqHJ_o");
    }

    @Test
    void noTwoOfThemGiveTheSameName() {
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            KeyScope scope = scope();
            String key = text(1 + random.nextInt(3), "ab");
            String what = scope + " " + key;

            String earlier = seen.put(name(scope, key, "a-"), what);

            assertThat(earlier == null || earlier.equals(what)).as(what).isTrue();
        }
    }

    @Test
    void whatBelongsToOneFieldIsNeverTakenForAnother() {
        assertThat(name(new KeyScope("ab", "c", "d"), "e", ""))
                .isNotEqualTo(name(new KeyScope("a", "bc", "d"), "e", ""));
        assertThat(name(new KeyScope("a", "b", "cd"), "e", ""))
                .isNotEqualTo(name(new KeyScope("a", "b", "c"), "de", ""));
        assertThat(name(new KeyScope("user a", "b", "c"), "d", ""))
                .isNotEqualTo(name(new KeyScope("token a", "b", "c"), "d", ""));
    }

    @Test
    void keepsAGivenNameWhole() {
        KeyDigest digest = scope().digest(IdempotencyKey.of("x", "k"));

        assertThat(KeyedName.of(digest, Optional.of("mine"), Optional.of("other-")))
                .isEqualTo("mine");
    }

    @Test
    void theRecordOfOneWorkflowMeansNothingOnAnother() {
        KeyDigest digest = scope().digest(IdempotencyKey.of("x", "k"));

        assertThat(digest.recordOn("one")).hasSize(32).isNotEqualTo(digest.recordOn("two"));
        assertThat(digest.recordOn("one")).doesNotContain(",", "=");
    }

    @Test
    void neitherNameNorRecordContainsTheKey() {
        KeyDigest digest = scope().digest(IdempotencyKey.of("x", "nightly"));

        assertThat(KeyedName.of(digest, Optional.empty(), Optional.of("a-"))).doesNotContain("nightly");
        assertThat(digest.recordOn("a")).doesNotContain("nightly");
    }

    private KeyScope scope() {
        UnaryOperator<String> few = prefix -> prefix + random.nextInt(4);
        return new KeyScope(few.apply("user "), few.apply("lab"), few.apply("science"));
    }

    private static String name(KeyScope scope, String key, String prefix) {
        return KeyedName.of(
                scope.digest(IdempotencyKey.of("x", key.strip().isEmpty() ? "k" : key.strip())),
                Optional.empty(),
                Optional.of(prefix));
    }

    private String text(int length, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String printable() {
        StringBuilder all = new StringBuilder();
        for (char next = ' '; next <= '~'; next++) {
            all.append(next);
        }
        return all.toString();
    }
}
