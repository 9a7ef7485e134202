package io.tiphys.gateway.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KubernetesFailuresTest {
    @Test
    void tellsTheOperatorWhichRightIsMissing() {
        Problem identity = KubernetesFailures.identity(status(403)).problem();
        assertThat(identity.reason()).isEqualTo(ErrorReason.KUBERNETES_UNAVAILABLE);
        assertThat(identity.detail()).contains("may not create tokenreviews", "manifests/");

        Problem credential = KubernetesFailures.credential("list secrets", "service-account-secret.yaml", status(403))
                .problem();
        assertThat(credential.reason()).isEqualTo(ErrorReason.CREDENTIAL_FORBIDDEN);
        assertThat(credential.detail()).contains("may not list secrets", "manifests/service-account-secret.yaml");
    }

    @Test
    void tellsARefusedTokenOfTheGatewayFromAMissingRight() {
        assertThat(KubernetesFailures.identity(status(401)).problem().detail()).contains("the gateway's own token");
        Problem credential =
                KubernetesFailures.credential("x", "y", status(401)).problem();
        assertThat(credential.reason()).isEqualTo(ErrorReason.CREDENTIAL_UNAVAILABLE);
        assertThat(credential.detail()).contains("the gateway's own token");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 422, 429, 500, 503})
    void letsEverythingElseBeTriedAgain(int status) {
        Problem identity = KubernetesFailures.identity(status(status)).problem();
        Problem credential =
                KubernetesFailures.credential("x", "y", status(status)).problem();
        assertThat(identity.reason()).isEqualTo(ErrorReason.KUBERNETES_UNAVAILABLE);
        assertThat(credential.reason()).isEqualTo(ErrorReason.CREDENTIAL_UNAVAILABLE);
        assertThat(identity.retryAfter()).isPresent();
        assertThat(credential.retryAfter()).isPresent();
    }

    @Test
    void keepsAddressesFromTheCaller() {
        KubernetesClientException cause = new KubernetesClientException("GET at: https://10.0.0.1:6443/api", 503, null);
        assertThat(KubernetesFailures.identity(cause).problem().toString()).doesNotContain("10.0.0.1");
        assertThat(KubernetesFailures.credential("x", "y", cause).problem().toString())
                .doesNotContain("10.0.0.1");
    }

    private static KubernetesClientException status(int status) {
        return new KubernetesClientException("fault", status, null);
    }
}
