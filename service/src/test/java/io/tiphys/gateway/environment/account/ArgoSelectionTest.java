package io.tiphys.gateway.environment.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.environment.account.ArgoSelection.Choice;
import io.tiphys.gateway.environment.account.ArgoSelection.Chosen;
import io.tiphys.gateway.environment.account.ArgoSelection.NoneApplies;
import io.tiphys.gateway.environment.account.ArgoSelection.Undecided;
import io.tiphys.gateway.workflow.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgoSelectionTest {
    private static final Namespace ARGO = new Namespace("argo");
    private static final Map<String, Object> ADA = Map.of("sub", "8f2c", "email", "ada@example.org");

    private final List<AnnotatedAccount> accounts = new ArrayList<>();

    private void account(String name, String rule, String precedence) {
        Map<String, String> annotations = Map.of(AnnotatedAccount.RULE, rule, AnnotatedAccount.PRECEDENCE, precedence);
        accounts.add(AnnotatedAccount.of(ARGO, name, annotations).orElseThrow());
    }

    private Choice choose() {
        Choice choice = ArgoSelection.choose(accounts, ADA, List.of("admins"));
        assertThat(ArgoSelection.choose(accounts.reversed(), ADA, List.of("admins")))
                .isEqualTo(choice);
        return choice;
    }

    @Test
    void selectsTheTrueRuleWithTheHighestPrecedence() {
        account("lowest", "true", "-1");
        account("admin", "'admins' in groups", "10");
        account("stranger", "'guests' in groups", "20");

        assertThat(choose()).isEqualTo(new Chosen(ARGO, "admin", 10));
        assertThat(((Chosen) choose()).rule()).isEqualTo("argo/admin, precedence 10");
    }

    @Test
    void selectsNoAccountWithoutATrueRule() {
        assertThat(choose()).isEqualTo(new NoneApplies());
        account("stranger", "'guests' in groups", "1");
        assertThat(choose()).isEqualTo(new NoneApplies());
    }

    @Test
    void passesOverAccountsWithoutARule() {
        assertThat(AnnotatedAccount.of(ARGO, "plain", Map.of(AnnotatedAccount.PRECEDENCE, "3")))
                .isEqualTo(Optional.empty());
    }

    @Test
    void stopsAtARuleWithoutAResultButReadsNoneBelowATrueOne() {
        account("admin", "'admins' in groups", "10");
        account("broken", "'admins' in", "1");
        assertThat(choose()).isEqualTo(new Chosen(ARGO, "admin", 10));

        account("named", "name == 'Ada'", "11");
        assertThat(choose()).isEqualTo(new Undecided("named", "the claim 'name' is absent or empty"));
    }

    @Test
    void hasNoResultWhereTheOrderOfArgoIsArbitrary() {
        account("one", "true", "5");
        account("two", "'admins' in groups", "5");
        assertThat(choose()).isInstanceOf(Undecided.class);

        accounts.clear();
        account("one", "true", "5");
        account("broken", "not true", "5");
        account("damaged", "(", "5");
        assertThat(choose()).isInstanceOf(Undecided.class);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "+7, 7",
        "-7, -7",
        "007, 7",
        "'', 0",
        "high, 0",
        "1.5, 0",
        "' 7', 0",
        "1_0, 0",
        "0x10, 0",
        "99999999999999999999, 9223372036854775807",
        "-99999999999999999999, -9223372036854775808"
    })
    void readsAPrecedenceAsGoDoes(String text, long precedence) {
        account("one", "true", text);
        assertThat(choose()).isEqualTo(new Chosen(ARGO, "one", precedence));
    }
}
