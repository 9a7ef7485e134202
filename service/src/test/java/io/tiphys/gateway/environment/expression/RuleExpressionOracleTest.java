package io.tiphys.gateway.environment.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rule has the result that it has for Argo, or none. */
final class RuleExpressionOracleTest {
    private static final int RULES = Integer.getInteger("tiphys.random-rules", 20_000);
    private static final long SEED = 20_261_130;

    /** A rule of which Argo knows another result. */
    private static void compare(ArgoRules argo, String rule, Map<String, Object> claims, List<String> found)
            throws IOException {
        String ours = RuleExpressionTest.verdict(rule, claims);
        if (!ours.equals("error") && !ours.equals(argo.verdict(rule, claims))) {
            found.add(ours + " here: " + rule + " for " + claims.get("sub"));
        }
    }

    @Test
    void agreesWithArgoAboutTheRulesOfPeople() throws Exception {
        try (ArgoRules argo = ArgoRules.start()) {
            for (String rule : Rules.TRUE_FOR_ADA) {
                assertThat(argo.verdict(rule, Rules.ADA)).as(rule).isEqualTo("true");
            }
            List<String> differences = new ArrayList<>();
            for (Map<String, Object> person : Rules.PEOPLE) {
                for (String rule : Rules.TRUE_FOR_ADA) {
                    assertThat(RuleExpressionTest.verdict(rule, person))
                            .as(rule)
                            .isEqualTo(argo.verdict(rule, person));
                }
                for (String rule : Rules.REFUSED) {
                    compare(argo, rule, person, differences);
                }
            }
            assertThat(differences).isEmpty();
        }
    }

    @Test
    void neverDecidesARandomRuleOtherThanArgo() throws Exception {
        RandomRules rules = new RandomRules(SEED);
        List<String> differences = new ArrayList<>();
        int decidedByArgo = 0;
        int decided = 0;
        try (ArgoRules argo = ArgoRules.start()) {
            for (int i = 0; i < RULES; i++) {
                String rule = rules.next();
                Map<String, Object> person = Rules.PEOPLE.get(i % 10 < 8 ? 0 : i % 10 - 7);
                compare(argo, rule, person, differences);
                decidedByArgo += argo.verdict(rule, person).equals("error") ? 0 : 1;
                decided += RuleExpressionTest.verdict(rule, person).equals("error") ? 0 : 1;
            }
        }
        System.out.println(decided + " of " + decidedByArgo + " random rules that Argo decides, of " + RULES);
        assertThat(differences).isEmpty();
        assertThat(decided).as("rules with a result").isGreaterThan(RULES / 4);
        assertThat(decided).as("of those that Argo decides").isGreaterThan(decidedByArgo * 3 / 4);
    }
}
