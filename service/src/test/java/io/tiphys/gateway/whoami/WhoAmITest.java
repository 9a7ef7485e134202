package io.tiphys.gateway.whoami;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.environment.AccountUsers;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.TestEnvironments;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WhoAmITest {
    private static final List<String> ALL = List.of("submit", "get", "list", "watch", "delete", "logs");
    private static final SubmissionEnvironment DIRECT = TestEnvironments.direct("lab", TestEnvironments.wideLimits());
    private static final SubmissionEnvironment DELEGATING =
            TestEnvironments.inMode("lab", TestEnvironments.tokenRequest(), new AccountUsers(Set.of("ada"), Set.of()));

    private static CoreOnFakes core(SubmissionEnvironment environment) {
        var core = new CoreOnFakes(List.of(environment), Optional.empty(), List.of());
        core.tokens.knows("good", "ada").knows("stranger", "ben");
        return core;
    }

    private static CallerReport report(CoreOnFakes core, String token) {
        return core.whoAmI.report(core.callContext(token));
    }

    @Test
    void saysWhatTheCallerMayDoInEachServedNamespace() {
        CoreOnFakes core = core(DELEGATING);
        core.rights.decide(
                check -> check.verb().equals("delete") && check.namespace().equals("science")
                        ? new AccessDecision.Denied("")
                        : new AccessDecision.Allowed());

        CallerReport report = report(core, "good");

        assertThat(report.user()).isEqualTo("ada");
        assertThat(report.tokenKind()).isEqualTo(TokenKind.KUBERNETES);
        assertThat(report.serviceAccount()).contains("submitter");
        assertThat(report.note()).isEmpty();
        assertThat(report.namespaces())
                .containsExactly(
                        new NamespacePermissions("other", ALL, List.of(), List.of()),
                        new NamespacePermissions(
                                "science",
                                List.of("submit", "get", "list", "watch", "logs"),
                                List.of("delete"),
                                List.of()));
    }

    @Test
    void deniesEverythingToACallerThatMayNotUseTheAccount() {
        CoreOnFakes core = core(DELEGATING);
        core.rights.decide(check ->
                check.verb().equals("impersonate") ? new AccessDecision.Denied("") : new AccessDecision.Allowed());

        assertThat(report(core, "stranger").namespaces())
                .allSatisfy(one -> assertThat(one.denied()).isEqualTo(ALL));
    }

    @Test
    void saysUndecidedWhereNothingWasDecided() {
        CoreOnFakes core = core(DIRECT);
        core.rights.decide(check -> new AccessDecision.Undecided("away"));

        assertThat(report(core, "good").namespaces())
                .allSatisfy(one -> assertThat(one.undecided()).isEqualTo(ALL));
    }

    @Test
    void saysWhatItDoesNotKnowOfAnArgoToken() {
        CallerReport report = report(core(DIRECT), "v2:eyJ");

        assertThat(report.tokenKind()).isEqualTo(TokenKind.ARGO_SINGLE_SIGN_ON);
        assertThat(report.user()).isEmpty();
        assertThat(report.namespaces()).isEmpty();
        assertThat(report.note()).contains("Only the Argo Server can verify");
    }
}
