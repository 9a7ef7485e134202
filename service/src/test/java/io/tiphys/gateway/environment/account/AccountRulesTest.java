package io.tiphys.gateway.environment.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.environment.account.AccountRules.Default;
import io.tiphys.gateway.environment.account.AccountRules.Ruled;
import io.tiphys.gateway.environment.account.AccountRules.Undecided;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountRulesTest {
    private static final AccountRule STAFF =
            new AccountRule("staff", 10, Set.of("keycloak:staff"), Optional.empty(), "staff-submitter");
    private static final AccountRule SCIENCE =
            byExpression("science", 20, "has(claims.tenant) && claims.tenant == 'science'");

    private static AccountRule byExpression(String id, int precedence, String expression) {
        return new AccountRule(
                id, precedence, Set.of(), Optional.of(ClaimsExpression.compile(expression)), id + "-submitter");
    }

    private static CallerFacts caller(List<String> groups, Map<String, Object> claims) {
        return new CallerFacts("keycloak:alice", groups, claims);
    }

    @Test
    void selectsByAGroup() {
        var rules = new AccountRules(List.of(STAFF));

        assertThat(rules.choose(caller(List.of("keycloak:staff"), Map.of()))).isEqualTo(new Ruled(STAFF));
        assertThat(rules.choose(caller(List.of("staff"), Map.of()))).isEqualTo(new Default());
    }

    @Test
    void selectsTheHighestPrecedenceThatApplies() {
        var rules = new AccountRules(List.of(STAFF, SCIENCE));

        assertThat(rules.choose(caller(List.of("keycloak:staff"), Map.of("tenant", "science"))))
                .isEqualTo(new Ruled(SCIENCE));
        assertThat(rules.choose(caller(List.of("keycloak:staff"), Map.of("tenant", "arts"))))
                .isEqualTo(new Ruled(STAFF));
    }

    @Test
    void decidesNothingBelowARuleWithoutAResult() {
        AccountRule careless = byExpression("careless", 20, "claims.tenant == 'science'");
        var rules = new AccountRules(List.of(STAFF, careless));

        assertThat(rules.choose(caller(List.of("keycloak:staff"), Map.of()))).isEqualTo(new Undecided(careless));
    }

    @Test
    void readsGroupsUserListsAndTimes() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("roles", List.of("admin"));
        claims.put("exp", Date.from(Instant.ofEpochSecond(5)));
        claims.put("level", 3L);
        claims.put("email_verified", true);
        claims.put("nothing", null);

        assertThat(holds("'admin' in claims.roles", claims)).contains(true);
        assertThat(holds("claims.exp == 5", claims)).contains(true);
        assertThat(holds("claims.level > 2 && claims.email_verified", claims)).contains(true);
        assertThat(holds("has(claims.nothing)", claims)).contains(false);
        assertThat(holds("user.startsWith('keycloak:') && groups.exists(g, g == 'a')", claims))
                .contains(true);
        assertThat(holds("claims.roles", claims)).isEmpty();
    }

    private static Optional<Boolean> holds(String expression, Map<String, Object> claims) {
        return ClaimsExpression.compile(expression).holds(caller(List.of("a", "b"), claims));
    }

    @Test
    void boundsTheIterations() {
        List<String> many = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        var expression = ClaimsExpression.compile("groups.all(a, groups.all(b, groups.all(c, a + b != c + 'x')))");

        assertThat(expression.holds(caller(many, Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "1 + 1", "'a' in group", "user == 7", "claims.tenant ==", "", "matches(user)"})
    void compilesOnlyWhatIsTrueOrFalse(String expression) {
        assertThatThrownBy(() -> ClaimsExpression.compile(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void compilesNoEndlessExpression() {
        String endless = "user == '" + String.join("", Collections.nCopies(2_000, "a")) + "'";

        assertThatThrownBy(() -> ClaimsExpression.compile(endless)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNoClaims() {
        assertThat(caller(List.of(), Map.of("email", "alice@example.org")).toString())
                .doesNotContain("alice@");
    }
}
