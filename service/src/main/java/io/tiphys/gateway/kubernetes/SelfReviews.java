package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.tiphys.gateway.credentials.BearerToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * SelfSubjectAccessReviews under tokens of others. It trusts whom the gateway's own client trusts and has no identity:
 * the API server would prefer a client certificate of the gateway to the caller's token. HTTP/1.1 for the reason in
 * {@link ClusterConfiguration}; no redirect is followed, because a token must not travel to another address. Thread-safe.
 */
final class SelfReviews implements AutoCloseable {
    private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final int CREATED = 201;

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final URI uri;
    private final KubernetesSerialization json;

    SelfReviews(Config config, Duration connectTimeout, KubernetesSerialization json) {
        HeaderLogs.silenceJdk();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(executor)
                .sslContext(trust(config))
                .build();
        this.uri = URI.create(config.getMasterUrl().replaceAll("/+$", "") + PATH);
        this.json = json;
    }

    /**
     * Makes a review. It changes nothing, so it is made a second time when the connection breaks: the server may have
     * closed it while it was idle.
     *
     * @throws KubernetesClientException with the status, when the answer is none
     */
    SelfSubjectAccessReview create(BearerToken token, SelfSubjectAccessReview review)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(json.asJson(review)))
                .build();
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException first) {
            response = client.send(request, BodyHandlers.ofByteArray());
        }
        if (response.statusCode() != CREATED) {
            throw new KubernetesClientException(
                    "a review was answered with another status", response.statusCode(), null);
        }
        return json.unmarshal(new String(response.body(), StandardCharsets.UTF_8), SelfSubjectAccessReview.class);
    }

    private static SSLContext trust(Config config) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, SSLUtils.trustManagers(config), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificates to trust of a cluster cannot be used", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        executor.shutdownNow();
    }
}
