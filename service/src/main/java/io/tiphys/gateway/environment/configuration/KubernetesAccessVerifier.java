package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environment.configuration.EnvironmentConfiguration.Kubernetes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Verifies {@code kubernetes}: exactly one way to connect to the cluster, and no property of another way. */
final class KubernetesAccessVerifier {
    private KubernetesAccessVerifier() {}

    static Optional<KubernetesAccess> verify(Kubernetes configured, Findings findings) {
        List<String> ways = Stream.of(
                        Optional.of("in-cluster").filter(way -> configured.inCluster()),
                        Optional.ofNullable(configured.kubeconfig()).map(file -> "kubeconfig"),
                        Optional.ofNullable(configured.url()).map(url -> "url"))
                .flatMap(Optional::stream)
                .toList();
        if (ways.size() != 1) {
            return findings.severe(
                    "kubernetes",
                    "needs exactly one of in-cluster: true, kubeconfig, or url with token-file"
                            + (ways.isEmpty() ? "" : "; it has " + String.join(" and ", ways)));
        }
        if (configured.kubeconfig() == null) {
            findings.requireAbsent("kubernetes.context", configured.context(), "without kubernetes.kubeconfig");
        }
        if (configured.url() != null) {
            return tokenFile(configured, configured.url(), findings);
        }
        findings.requireAbsent("kubernetes.ca-file", configured.caFile(), "without kubernetes.url");
        findings.requireAbsent("kubernetes.token-file", configured.tokenFile(), "without kubernetes.url");
        findings.requireReadable("kubernetes.kubeconfig", configured.kubeconfig());
        return Optional.of(
                configured.kubeconfig() == null
                        ? new KubernetesAccess.InCluster()
                        : new KubernetesAccess.Kubeconfig(
                                configured.kubeconfig(), Optional.ofNullable(configured.context())));
    }

    private static Optional<KubernetesAccess> tokenFile(Kubernetes configured, URI url, Findings findings) {
        findings.requireReadable("kubernetes.ca-file", configured.caFile());
        findings.requireReadable("kubernetes.token-file", configured.tokenFile());
        WebAddress.verify("kubernetes.url", url, findings);
        if (configured.tokenFile() == null) {
            return findings.wrong(
                    "kubernetes.token-file", null, "the file with the gateway's own token for kubernetes.url");
        }
        return Optional.of(
                new KubernetesAccess.TokenFile(url, Optional.ofNullable(configured.caFile()), configured.tokenFile()));
    }
}
