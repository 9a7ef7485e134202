package io.tiphys.gateway.environment.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

final class RuleExpressionTest {
    /** {@code true}, {@code false} or {@code error}. */
    static String verdict(String rule, Map<String, Object> claims) {
        try {
            return String.valueOf(RuleExpression.compile(rule).holds(claims, groups(claims)));
        } catch (ExpressionException e) {
            assertThat(e.reason()).isNotBlank();
            return "error";
        }
    }

    @SuppressWarnings("unchecked") // the tests write lists of texts
    private static List<String> groups(Map<String, Object> claims) {
        return (List<String>) claims.getOrDefault("groups", List.of());
    }

    @ParameterizedTest
    @FieldSource("io.tiphys.gateway.environment.expression.Rules#TRUE_FOR_ADA")
    void evaluatesTheRulesOfPeople(String rule) {
        assertThat(verdict(rule, Rules.ADA)).isEqualTo("true");
        assertThat(verdict("!(" + rule + ")", Rules.ADA)).isEqualTo("false");
    }

    @ParameterizedTest
    @FieldSource("io.tiphys.gateway.environment.expression.Rules#REFUSED")
    void refusesWhatItDoesNotUnderstand(String rule) {
        assertThat(verdict(rule, Rules.ADA)).isEqualTo("error");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            'a' in groups || true, the claim 'groups' is absent or empty
            true || email == 'a', the claim 'email' is absent or empty
            """)
    void hasNoResultWithoutAClaimAsArgoHasNone(String rule, String reason) throws Exception {
        RuleExpression expression = RuleExpression.compile(rule);

        assertThatThrownBy(() -> expression.holds(Map.of("sub", "1", "email", ""), List.of()))
                .hasMessage(reason);
    }

    @Test
    void convertsNoClaim() throws Exception {
        RuleExpression expression = RuleExpression.compile("sub == '1'");

        assertThatThrownBy(() -> expression.holds(Map.of("sub", 1), List.of()))
                .hasMessage("the claim 'sub' is not a text");
    }

    @Test
    void knowsNoEmailThatTheIssuerHasNotVerified() {
        Map<String, Object> claims = new HashMap<>(Rules.ADA);
        claims.put("email_verified", true);
        assertThat(verdict("email endsWith '.org'", claims)).isEqualTo("true");
        claims.put("email_verified", false);
        assertThat(verdict("email endsWith '.org'", claims)).isEqualTo("error");
        assertThat(verdict("'admins' in groups", claims)).isEqualTo("true");
    }

    @Test
    void readsNoHalfCharacters() throws Exception {
        RuleExpression expression = RuleExpression.compile("sub != '1'");

        assertThatThrownBy(() -> expression.holds(Map.of("sub", "\ud800"), List.of()))
                .hasMessageContaining("Unicode");
        assertThatThrownBy(() -> RuleExpression.compile("sub != '\udc00'")).hasMessageContaining("Unicode");
    }

    @Test
    void boundsLengthNestingAndWork() throws Exception {
        assertThat(verdict("true" + " ".repeat(2_000), Rules.ADA)).isEqualTo("error");
        assertThat(verdict("(".repeat(60) + "true" + ")".repeat(60), Rules.ADA)).isEqualTo("error");
        assertThat(verdict("true" + "||true".repeat(332), Rules.ADA)).isEqualTo("true");
        assertThat(verdict("1" + "<1".repeat(999), Rules.ADA)).isEqualTo("error");
        assertThat(verdict("groups" + "[0]".repeat(660), Rules.ADA)).isEqualTo("error");
        assertThat(verdict("!".repeat(1_000) + "true", Rules.ADA)).isEqualTo("error");
        assertThat(verdict("any(groups, # not in groups)", inGroups(500))).isEqualTo("false");
        assertThat(verdict("any(groups, # not in groups)", inGroups(2_000))).isEqualTo("error");
    }

    private static Map<String, Object> inGroups(int number) {
        Map<String, Object> claims = new HashMap<>(Rules.ADA);
        claims.put("groups", IntStream.range(0, number).mapToObj(i -> "g" + i).toList());
        return claims;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            email ?? 'x' == 'x'              | character 7: operator '??' is not supported
            let x = 1; true                  | character 1: 'let' is not supported
            email == 1.5                     | character 10: only whole numbers with at most 9 digits are supported
            email == 5a                      | character 11: a number is followed by 'a'
            email == '\\x41'                  | character 11: this escape in a text is not supported
            'a' in group                     | character 8: 'group' is no claim that Argo knows
            'a' in groups)                   | character 14: ')' is not expected after 'groups'
            'a' in                           | character 7: it ends too early
            email == 'a                      | character 10: a quote is not closed
            1 < len(groups) < 5              | character 17: chained comparisons are not supported
            not 'a' in groups                | character 1: 'not' needs true or false; write not (a in b)
            any(groups, any(groups, true))   | character 13: a predicate in a predicate is not supported
            map(groups, true)[0]             | character 1: function 'map' is not supported
            len(sub, sub) == 1               | character 1: function 'len' is not supported with these arguments
            (email ?: 'a') == 'a'            | character 8: operator '?:' is not supported
            any(groups, #a == 'a')           | character 13: operator '#' is not supported before a name
            """)
    void saysWhereAnExpressionIsNotSupported(String rule, String reason) {
        assertThatThrownBy(() -> RuleExpression.compile(rule)).hasMessage(reason);
    }
}
