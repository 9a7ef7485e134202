package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.environment.AdmissionLimits.MaxUnfinished;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.environment.account.ArgoAccountRules;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.workflow.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GatewayRightsTest {
    @Test
    void asksForNoMoreThanReviewsInDirectMode() {
        assertThat(needed(new CredentialMode.DirectToken(Optional.empty()), "science"))
                .containsExactly("create tokenreviews");
    }

    @Test
    void reviewsCallersWhoAreLentAToken() {
        assertThat(needed(new CredentialMode.DirectToken(Optional.of(Path.of("token"))), "science"))
                .containsExactly("create tokenreviews", "create subjectaccessreviews");
    }

    @Test
    void asksForTheTokensOfOneAccountInEachNamespace() {
        assertThat(needed(new CredentialMode.TokenRequest("submitter", List.of(), Duration.ofHours(1)), "b", "a"))
                .containsExactly(
                        "create tokenreviews",
                        "create subjectaccessreviews",
                        "create serviceaccounts/token 'submitter' in namespace 'a'",
                        "create serviceaccounts/token 'submitter' in namespace 'b'");
    }

    @Test
    void asksForTheSecretsOfANamespace() {
        assertThat(needed(new CredentialMode.ServiceAccountSecret("submitter"), "science"))
                .containsExactly(
                        "create tokenreviews",
                        "create subjectaccessreviews",
                        "get serviceaccounts 'submitter' in namespace 'science'",
                        "get secrets in namespace 'science'",
                        "list secrets in namespace 'science'");
    }

    @Test
    void checksNoNamespaceWhereAllAreServedAndNoneIsTheDefault() {
        assertThat(needed(new CredentialMode.ServiceAccountSecret("submitter"), "*"))
                .containsExactly("create tokenreviews", "create subjectaccessreviews");
    }

    @Test
    void countsWorkflowsOnlyWhereTheyAreLimited() {
        assertThat(GatewayRights.neededIn(TestEnvironments.withMaxUnfinished("lab", new MaxUnfinished(0, 5))))
                .map(GatewayRights::phrase)
                .containsExactly(
                        "create tokenreviews",
                        "list workflows in namespace 'other'",
                        "watch workflows in namespace 'other'",
                        "list workflows in namespace 'science'",
                        "watch workflows in namespace 'science'");
    }

    @Test
    void readsAnnotationsWhereTheyCount() {
        var ofArgo = new ArgoAccountRules("keycloak", new Namespace("argo"), Set.of("login"), true);
        var lab = TestEnvironments.withAccountRules("lab", new AccountRules(List.of(), Optional.of(ofArgo)));

        assertThat(GatewayRights.neededIn(lab))
                .map(GatewayRights::phrase)
                .containsExactly(
                        "create tokenreviews",
                        "create subjectaccessreviews",
                        "create serviceaccounts/token 'submitter' in namespace 'other'",
                        "create serviceaccounts/token 'submitter' in namespace 'science'",
                        "list serviceaccounts in namespace 'argo'",
                        "create serviceaccounts/token 'login' in namespace 'argo'",
                        "list serviceaccounts in namespace 'other'",
                        "create serviceaccounts/token 'login' in namespace 'other'",
                        "list serviceaccounts in namespace 'science'",
                        "create serviceaccounts/token 'login' in namespace 'science'");
    }

    private static List<String> needed(CredentialMode mode, String... namespaces) {
        return GatewayRights.neededIn(OneCluster.environment(
                        new KubernetesAccess.InCluster(), OneCluster.CALL_TIMEOUT, mode, namespaces))
                .stream()
                .map(GatewayRights::phrase)
                .toList();
    }
}
