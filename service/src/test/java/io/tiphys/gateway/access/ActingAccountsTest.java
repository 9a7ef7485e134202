package io.tiphys.gateway.access;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.HubToken;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.JupyterHub;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.account.AccountRule;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.environment.account.ClaimsExpression;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.FakeAccountAnnotations;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.workflow.Namespace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ActingAccountsTest {
    private static final SubmissionEnvironment LAB = TestEnvironments.withAccountRules(
            "lab",
            new AccountRules(List.of(
                    new AccountRule("staff", 10, Set.of("staff"), Optional.empty(), "staff-submitter"),
                    new AccountRule(
                            "careless",
                            5,
                            Set.of(),
                            Optional.of(ClaimsExpression.compile("claims.tenant == 'science'")),
                            "science-submitter"))));

    private static CallContext context(Caller.Identity identity) {
        return context(LAB, new Caller(identity, BearerToken.of("token")));
    }

    private static CallContext context(SubmissionEnvironment environment, Caller caller) {
        return new ActingAccounts(new ArgoAccounts(new FakeAccountAnnotations(), Ticker.systemTicker()))
                .context(environment, caller, Deadline.after(Duration.ofSeconds(20)), "");
    }

    @Test
    void givesTheWholeCallTheAccountOfTheRule() {
        CallContext chosen = context(new KubernetesIdentity("ada", "", List.of("staff"), Map.of()));

        assertThat(chosen.accountRule()).contains("staff");
        assertThat(chosen.environment().credentialMode().serviceAccount()).contains("staff-submitter");
        assertThat(chosen.credentialIn(new Namespace("science")).mode().serviceAccount())
                .contains("staff-submitter");
        assertThat(chosen.environment().name()).isEqualTo("lab");
    }

    @Test
    void refusesACallerForWhomARuleHasNoResult() {
        var ben = new KubernetesIdentity("ben", "", List.of(), Map.of());

        assertThat(problemOf(ErrorReason.SERVICE_ACCOUNT_USE_DENIED, () -> context(ben))
                        .detail())
                .contains("'ben'", "rule 'careless'");
    }

    @Test
    void readsTheAnswerOfAJupyterHubAsClaims() {
        var hub = new JupyterHub(
                "laboratory", URI.create("https://hub.example/hub/api"), "tiphys", Optional.empty(), "hub:", "hub:");
        var rule = new AccountRule(
                "course",
                1,
                Set.of(),
                Optional.of(ClaimsExpression.compile("claims.hub == 'laboratory' && 'students' in claims.groups"
                        + " && claims.name == 'alice' && user == 'hub:alice'")),
                "course-submitter");
        var environment = TestEnvironments.withJupyterHub("lab", hub, new AccountRules(List.of(rule)));
        var identity = new KubernetesIdentity("hub:alice", "", List.of("hub:students"), Map.of());
        Caller alice = new Caller(
                identity, BearerToken.of("token"), Optional.of(new HubToken(hub, "alice", List.of("students"))));

        assertThat(context(environment, alice).accountRule()).contains("course");
    }

    @Test
    void leavesCallersOfArgoAlone() {
        assertThat(context(new ArgoIdentity("one")).accountRule()).isEmpty();
    }
}
