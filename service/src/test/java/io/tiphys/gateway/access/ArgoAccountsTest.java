package io.tiphys.gateway.access;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.IssuedToken;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRequest;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.environment.account.AccountRule;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.environment.account.ArgoAccountRules;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.FakeAccountAnnotations;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.workflow.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ArgoAccountsTest {
    private static final Namespace SCIENCE = new Namespace("science");
    private static final Namespace OTHER = new Namespace("other");
    private static final Set<String> PERMITTED = Set.of("login", "admin", "team");

    private final FakeAccountAnnotations annotations = new FakeAccountAnnotations()
            .with("argo", "login", "true", "0")
            .with("argo", "admin", "'admins' in groups", "10")
            .with("science", "team", "'staff' in groups", "5");
    private final TestTime time = new TestTime();
    private final ActingAccounts accounts = new ActingAccounts(new ArgoAccounts(annotations, time));
    private boolean delegates = true;

    private static TokenIssuer issuer(String id) {
        return new TokenIssuer(
                id,
                "https://" + id + ".example",
                Set.of("tiphys"),
                Optional.empty(),
                Optional.empty(),
                Set.of("RS256"),
                Duration.ZERO,
                "sub",
                id + ":",
                Optional.of(new TokenIssuer.Groups("roles", id + ":")),
                Map.of(),
                Optional.empty());
    }

    private SubmissionEnvironment lab() {
        var ofArgo = new ArgoAccountRules("keycloak", new Namespace("argo"), PERMITTED, delegates);
        var ruled = new AccountRule("all", 1, Set.of("system:authenticated"), Optional.empty(), "ruled");
        return TestEnvironments.withAccountRules("lab", new AccountRules(List.of(ruled), Optional.of(ofArgo)));
    }

    private CallContext context(String issuer, Object groups) {
        var identity = new KubernetesIdentity(issuer + ":ada", "", List.of("system:authenticated"), Map.of());
        var token = new IssuedToken(
                issuer(issuer), Instant.MAX, Map.of("sub", "ada", "email", "ada@example.org", "roles", groups));
        return context(new Caller(identity, BearerToken.of("token"), Optional.of(token)));
    }

    private CallContext context(Caller caller) {
        return accounts.context(lab(), caller, Deadline.after(Duration.ofSeconds(20)), "");
    }

    private static String used(CallContext callContext, Namespace namespace) {
        CredentialRequest request = callContext.credentialIn(namespace);
        return request.namespace() + "/" + request.mode().serviceAccount().orElseThrow();
    }

    @Test
    void actsAsAnAccountOfTheNamespaceOfArgo() {
        CallContext admin = context("keycloak", List.of("admins"));

        assertThat(used(admin, SCIENCE)).isEqualTo("argo/admin");
        assertThat(admin.accountRule()).contains("argo/admin, precedence 10");
        assertThat(used(context("keycloak", List.of("guests")), SCIENCE)).isEqualTo("argo/login");
    }

    @Test
    void delegatesToARuleOfTheNamespaceWithAHigherPrecedence() {
        CallContext staff = context("keycloak", List.of("staff"));

        assertThat(used(staff, SCIENCE)).isEqualTo("science/team");
        assertThat(used(staff, OTHER)).isEqualTo("argo/login");
        assertThat(used(context("keycloak", List.of("staff", "admins")), SCIENCE))
                .isEqualTo("argo/admin");
        assertThat(staff.accounts().delegatedIn("science").orElseThrow().rule()).contains("science/team, precedence 5");
        assertThat(staff.accounts().delegatedIn("other")).isEmpty();
    }

    @Test
    void readsTheNamespaceOfTheCallOnlyWithDelegation() {
        delegates = false;

        assertThat(used(context("keycloak", List.of("staff")), SCIENCE)).isEqualTo("argo/login");
        assertThat(annotations.reads()).isEqualTo(1);
    }

    @Test
    void readsNoNamespaceThatIsNotServed() {
        assertThat(used(context("keycloak", List.of("staff")), new Namespace("hidden")))
                .isEqualTo("argo/login");
        assertThat(annotations.reads()).isEqualTo(1);
    }

    @Test
    void keepsTheAccountOfACallAndTheAnnotationsForTenSeconds() {
        CallContext staff = context("keycloak", List.of("staff"));
        assertThat(used(staff, SCIENCE)).isEqualTo("science/team");
        assertThat(used(context("keycloak", List.of("staff")), SCIENCE)).isEqualTo("science/team");
        assertThat(annotations.reads()).isEqualTo(2);

        annotations.with("science", "team", "false", "5");
        time.advance(Duration.ofSeconds(11));

        assertThat(used(staff, SCIENCE)).isEqualTo("science/team");
        assertThat(used(context("keycloak", List.of("staff")), SCIENCE)).isEqualTo("argo/login");
    }

    @Test
    void leavesOtherCallersToTheRulesOfTheConfiguration() {
        assertThat(used(context("dex", List.of("admins")), SCIENCE)).isEqualTo("science/ruled");
        var ben = new KubernetesIdentity("ben", "", List.of(), Map.of());
        assertThat(used(context(new Caller(ben, BearerToken.of("token"))), SCIENCE))
                .isEqualTo("science/submitter");
        assertThat(annotations.reads()).isZero();
    }

    @Test
    void refusesAnAccountThatTheEnvironmentDoesNotName() {
        annotations.with("argo", "cluster-admin", "true", "99");

        assertThat(refusal(List.of("staff"))).contains("'cluster-admin'", "argo-account-rules.service-accounts");
    }

    @Test
    void refusesWithoutATrueRule() {
        annotations.with("argo", "login", "'nobody' in groups", "0");

        assertThat(refusal(List.of("staff"))).contains("is none", "'argo'");
    }

    @Test
    void refusesWhenARuleHasNoResult() {
        annotations.with("argo", "login", "groups ?? [] == []", "99");
        assertThat(refusal(List.of("staff"))).contains("'login'", "operator '??' is not supported");
    }

    @Test
    void refusesGroupsThatAreNoListOfTexts() {
        assertThat(refusal("admins")).contains("not a list of texts");
        assertThat(refusal(List.of(1))).contains("not a list of texts");
    }

    @Test
    void refusesWhenARuleOfTheNamespaceHasNoResult() {
        annotations.with("science", "team", "name == 'Ada'", "5");
        CallContext ada = context("keycloak", List.of("staff"));

        assertThat(problemOf(ErrorReason.SERVICE_ACCOUNT_USE_DENIED, () -> used(ada, SCIENCE))
                        .detail())
                .contains("'team' of namespace 'science'", "'name' is absent");
        assertThat(used(ada, OTHER)).isEqualTo("argo/login");
    }

    @Test
    void decidesNothingWithoutTheAnnotations() {
        annotations.goAway();

        problemOf(ErrorReason.CREDENTIAL_UNAVAILABLE, () -> context("keycloak", List.of("staff")));
    }

    private String refusal(Object groups) {
        return problemOf(ErrorReason.SERVICE_ACCOUNT_USE_DENIED, () -> context("keycloak", groups))
                .detail();
    }
}
