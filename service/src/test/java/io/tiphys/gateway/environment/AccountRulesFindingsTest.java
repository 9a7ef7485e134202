package io.tiphys.gateway.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.environment.account.AccountRule;
import io.tiphys.gateway.environment.account.ClaimsExpression;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator learns about configured account rules. */
final class AccountRulesFindingsTest {
    private static final String LAB = ConfigurationText.LAB + """
                  account-rules:
                    staff:
                      precedence: 10
                      groups: keycloak:staff
                      service-account: staff-submitter
                    science:
                      precedence: 20
                      expression: has(claims.tenant) && claims.tenant == 'science'
                      service-account: science-submitter
            """;
    private static final String RULES = "tiphys.environments.lab.account-rules.";

    @Test
    void ordersTheRulesByPrecedence() {
        assertThat(ConfigurationText.yaml(LAB).findings()).isEmpty();
        assertThat(ConfigurationText.yaml(LAB)
                        .environments()
                        .getFirst()
                        .accountRules()
                        .ordered())
                .containsExactly(
                        new AccountRule(
                                "science",
                                20,
                                Set.of(),
                                Optional.of(
                                        ClaimsExpression.compile("has(claims.tenant) && claims.tenant == 'science'")),
                                "science-submitter"),
                        new AccountRule("staff", 10, Set.of("keycloak:staff"), Optional.empty(), "staff-submitter"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            staff.precedence        | 20        | staff.precedence: is also that of 'science'; the order would be open
            staff.precedence        | high      | staff.precedence: is 'high'; expected a whole number
            staff.expression        | true      | staff: needs exactly one of groups and expression
            staff.service-account   | Staff     | staff.service-account: is 'Staff'; expected the name of a service account
            science.expression      | 'a' == 1  | science.expression: is no expression in CEL
            staff.account           | x         | staff.account: is not a property; did you mean
            """)
    void findsAWrongValue(String property, String value, String finding) {
        assertThat(ConfigurationText.yaml(LAB)
                        .withProperties(Map.of(RULES + property, value))
                        .findings())
                .anySatisfy(found ->
                        assertThat(found).startsWith("error   " + RULES).contains(finding));
    }

    @Test
    void hasNoPlaceInDirectMode() {
        String direct =
                LAB.replace("token-request", "direct").replace("      credentials.service-account: submitter\n", "");

        assertThat(ConfigurationText.yaml(direct).findings())
                .singleElement()
                .asString()
                .contains("lab.account-rules: has no effect with credentials.mode direct");
    }
}
