package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environment.KubernetesAccess.InCluster;
import io.tiphys.gateway.environment.KubernetesAccess.Kubeconfig;
import io.tiphys.gateway.environment.KubernetesAccess.TokenFile;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The fabric8 configuration of an environment's cluster: only configured values, never fabric8's detection of the local
 * machine.
 */
final class ClusterConfiguration {
    /** The directory of a pod's service account in Kubernetes, and the name that every API server's certificate contains. */
    private static final Path POD_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final TokenFile IN_CLUSTER = new TokenFile(
            URI.create("https://kubernetes.default.svc"),
            Optional.of(POD_ACCOUNT.resolve("ca.crt")),
            POD_ACCOUNT.resolve("token"));

    /** One retry, for an idle connection that the server closed. An outage is reported and not waited out. */
    private static final int RETRIES = 1;

    private static final int RETRY_INTERVAL_MILLIS = 50;

    private ClusterConfiguration() {}

    /**
     * The client's configuration. HTTP/1.1, because over HTTP/2 the JDK's client uses a single connection for all requests
     * and fails those beyond the server's limit of streams ("too many concurrent streams").
     *
     * @throws RuntimeException when the kubeconfig cannot be used
     */
    static Config of(SubmissionEnvironment environment) {
        EnvironmentLimits limits = environment.limits();
        return new ConfigBuilder(access(environment.kubernetes()))
                .withConnectionTimeout(millis(limits.connectTimeout()))
                .withRequestTimeout(millis(limits.callTimeout().dividedBy(1 + RETRIES))) // for all tries together
                .withRequestRetryBackoffLimit(RETRIES)
                .withRequestRetryBackoffInterval(RETRY_INTERVAL_MILLIS)
                .withHttp2Disable(true)
                .withUserAgent("tiphys")
                .build();
    }

    private static Config access(KubernetesAccess access) {
        return switch (access) {
            case InCluster() -> access(IN_CLUSTER);
            case Kubeconfig(var file, var context) -> kubeconfig(file, context);
            case TokenFile tokenFile -> tokenFile(tokenFile);
        };
    }

    private static Config kubeconfig(Path file, Optional<String> context) {
        Config config = Config.fromKubeconfig(context.orElse(null), file.toFile());
        // If the context does not exist, fabric8 uses the current one, which may be another cluster.
        if (config.getCurrentContext() == null
                || context.filter(
                                name -> !name.equals(config.getCurrentContext().getName()))
                        .isPresent()) {
            throw new KubernetesClientException("the kubeconfig has no such context");
        }
        if (config.isTrustCerts()) {
            throw new KubernetesClientException("the kubeconfig says insecure-skip-tls-verify, which is never done");
        }
        return config;
    }

    /** The token is read for every request, so a rotated token is used at once; the operating system caches the file. */
    private static Config tokenFile(TokenFile access) {
        ConfigBuilder builder = new ConfigBuilder(Config.empty())
                .withMasterUrl(access.url().toString())
                .withOauthTokenProvider(() -> read(access.tokenFile()).strip());
        access.caFile().ifPresent(file -> builder.withCaCertFile(file.toString()));
        return builder.build();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }
}
