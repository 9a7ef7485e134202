package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * A connection to one cluster: a client under the gateway's own account, and one that has no identity and shows whatever
 * token it is given. A client per caller would cost tens of milliseconds and a thread each. Thread-safe.
 */
final class Cluster implements AutoCloseable {
    private final KubernetesClient client;
    private final HttpClient anonymous;
    private final URI url;
    private final Duration callTimeout;

    Cluster(SubmissionEnvironment environment) {
        Config config = ClusterConfiguration.of(environment);
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        this.anonymous = HttpClient.newBuilder()
                .sslContext(trust(config))
                .connectTimeout(environment.limits().connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(task -> Thread.ofVirtual().name("kubernetes").start(task))
                .build();
        this.url = URI.create(config.getMasterUrl());
        this.callTimeout = environment.limits().callTimeout();
    }

    /** The gateway's own account. */
    KubernetesClient client() {
        return client;
    }

    /** No identity; whom it trusts is the same. */
    HttpClient anonymous() {
        return anonymous;
    }

    /** The API server's address. */
    URI url() {
        return url;
    }

    /** The longest time that a request may take. */
    Duration callTimeout() {
        return callTimeout;
    }

    /** A client certificate of the gateway would win over a caller's token, so only the trust is taken over. */
    private static SSLContext trust(Config config) {
        Config trustOnly = new ConfigBuilder(Config.empty())
                .withMasterUrl(config.getMasterUrl())
                .withCaCertFile(config.getCaCertFile())
                .withCaCertData(config.getCaCertData())
                .build();
        try {
            return SSLUtils.sslContext(trustOnly);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificates to trust of a cluster cannot be used", e);
        }
    }

    @Override
    public void close() {
        client.close();
        anonymous.shutdownNow();
    }
}
