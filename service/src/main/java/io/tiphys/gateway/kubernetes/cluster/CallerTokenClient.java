package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.tiphys.gateway.credentials.BearerToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * Sends requests with tokens of others. The client has the trust settings of the gateway's own client but no identity,
 * because the API server would prefer a client certificate of the gateway to the caller's token. It uses HTTP/1.1 for the
 * reason in {@link ClusterConfiguration}. It follows no redirect, because a token must not be sent to another address.
 * Thread-safe.
 */
final class CallerTokenClient implements AutoCloseable {
    /** An API server stores at most 1.5 MiB in one object; lists are read in small pages. */
    private static final int LARGEST_ANSWER = 8 << 20;

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final String base;

    CallerTokenClient(Config config, Duration connectTimeout) {
        HeaderLogs.silenceJdk();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(executor)
                .sslContext(trust(config))
                .build();
        this.base = config.getMasterUrl().replaceAll("(?<!/)/++$", "");
    }

    /** Starts a request to a path of the API server, with a token. */
    HttpRequest.Builder request(BearerToken token, String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token.reveal());
    }

    /**
     * Sends a request without side effects. The request is sent a second time when the connection breaks, because the server
     * may have closed an idle connection.
     */
    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return once(request);
        } catch (IOException first) {
            return once(request);
        }
    }

    private HttpResponse<byte[]> once(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, head -> BodySubscribers.limiting(BodySubscribers.ofByteArray(), LARGEST_ANSWER));
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
