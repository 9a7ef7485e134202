package io.tiphys.gateway.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.kubernetes.OneCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterConfigurationTest {
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: one
            clusters:
              - {name: one, cluster: {server: "https://one.invalid"}}
              - {name: two, cluster: {server: "https://two.invalid"}}
              - {name: careless, cluster: {server: "https://careless.invalid", insecure-skip-tls-verify: true}}
            users:
              - {name: somebody, user: {token: abc}}
            contexts:
              - {name: one, context: {cluster: one, user: somebody}}
              - {name: two, context: {cluster: two, user: somebody}}
              - {name: careless, context: {cluster: careless, user: somebody}}
            """;

    @TempDir
    private Path directory;

    @Test
    void readsTheTokenAgainForEveryRequest() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "first\n");
        Config config = of(new KubernetesAccess.TokenFile(URI.create("https://one.invalid"), Optional.empty(), token));
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("first");
        Files.writeString(token, "second\n");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("second");
    }

    @Test
    void takesTheNamedContextOrTheCurrentOne() throws IOException {
        assertThat(kubeconfig(Optional.empty()).getMasterUrl()).startsWith("https://one.invalid");
        assertThat(kubeconfig(Optional.of("two")).getMasterUrl()).startsWith("https://two.invalid");
    }

    @Test
    void takesNoOtherContextThanTheNamedOne() {
        assertThatThrownBy(() -> kubeconfig(Optional.of("three"))).hasMessageContaining("no such context");
    }

    @Test
    void neverTrustsAllCertificates() {
        assertThatThrownBy(() -> kubeconfig(Optional.of("careless"))).hasMessageContaining("insecure-skip-tls-verify");
    }

    @Test
    void fitsAllTriesIntoTheCallTimeout() throws IOException {
        Config config = kubeconfig(Optional.empty());
        int tries = 1 + config.getRequestRetryBackoffLimit();
        assertThat(config.getRequestTimeout() * tries).isLessThanOrEqualTo(10_000);
        assertThat(config.getConnectionTimeout()).isEqualTo(2_000);
        assertThat(config.isHttp2Disable()).isTrue();
    }

    @Test
    void takesNothingFromTheMachine() throws IOException {
        System.setProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY, "https://elsewhere.invalid");
        System.setProperty(Config.KUBERNETES_TRUST_CERT_SYSTEM_PROPERTY, "true");
        try {
            Config config = of(new KubernetesAccess.TokenFile(
                    URI.create("https://one.invalid"), Optional.empty(), directory.resolve("token")));
            assertThat(config.getMasterUrl()).startsWith("https://one.invalid");
            assertThat(config.isTrustCerts()).isFalse();
            assertThat(kubeconfig(Optional.of("two")).getMasterUrl()).startsWith("https://two.invalid");
        } finally {
            System.clearProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY);
            System.clearProperty(Config.KUBERNETES_TRUST_CERT_SYSTEM_PROPERTY);
        }
    }

    private Config kubeconfig(Optional<String> context) throws IOException {
        Path file = Files.writeString(directory.resolve("kubeconfig"), KUBECONFIG);
        return of(new KubernetesAccess.Kubeconfig(file, context));
    }

    private static Config of(KubernetesAccess access) {
        return ClusterConfiguration.of(OneCluster.environment(
                access, Duration.ofSeconds(10), new CredentialMode.DirectToken(Optional.empty()), "science"));
    }
}
