package io.tiphys.gateway.argo;

import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.ArgoServerAccess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The connections to one Argo Server. HTTP/1.1, because all that the server's HTTP side speaks; no redirect is followed,
 * because the token must not travel to another address. Thread-safe.
 *
 * <p>A request that changes something is sent once. A GET is sent a second time by the JDK when the server closed a kept
 * connection before it answered; connections that stand idle for 30 s are closed from here, before most proxies do, and
 * one that the server has closed is not used again. A request that meets a closing at the very moment can often not be
 * told from one that was carried out.
 */
final class ArgoHttpClient implements AutoCloseable {
    /** The largest answer: what the Argo Server's own gRPC side lets pass. */
    static final int LARGEST_ANSWER = 100 * 1024 * 1024;

    private static final int LARGEST_REFUSAL = 1024 * 1024;
    private static final String RETRY_ALL_METHODS = "jdk.httpclient.enableAllMethodRetry";

    private final HttpClient client;
    private final String base;

    /** @throws IllegalStateException when the certificates cannot be used, or the JDK is told to repeat any request */
    ArgoHttpClient(ArgoServerAccess access, Duration connectTimeout) {
        String retry = System.getProperty(RETRY_ALL_METHODS);
        if (retry != null && !"false".equals(retry.toLowerCase(Locale.ROOT))) {
            throw new IllegalStateException(
                    "remove the system property " + RETRY_ALL_METHODS + ": a submission could be made twice");
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(Runnable::run);
        ArgoTls.context(access).ifPresent(builder::sslContext);
        client = builder.build();
        base = access.uri().toString().replaceAll("(?<!/)/++$", "");
    }

    /** Asks; the answer is read whole. */
    Exchange send(BearerToken token, ArgoRequest request) {
        return send(
                token,
                request,
                "application/json",
                info -> info.statusCode() == 200
                        ? BodySubscribers.limiting(BodySubscribers.ofByteArray(), LARGEST_ANSWER)
                        : refusal());
    }

    /** Asks for a stream. The answer comes as soon as its head is there, and has a body only when it is no stream. */
    Exchange stream(BearerToken token, ArgoRequest request, LineBody lines) {
        return send(token, request, "text/event-stream", info -> info.statusCode() == 200 ? lines : refusal());
    }

    private Exchange send(BearerToken token, ArgoRequest request, String accept, BodyHandler<byte[]> handler) {
        Optional<RequestBody> body = request.body().map(RequestBody::new);
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(base + request.path().text()))
                .header("Authorization", "Bearer " + token.reveal())
                .header("Accept", accept)
                .method(
                        request.method(),
                        body.<HttpRequest.BodyPublisher>map(tracked -> tracked).orElseGet(BodyPublishers::noBody));
        body.ifPresent(tracked -> builder.header("Content-Type", "application/json"));
        return new Exchange(request, client.sendAsync(builder.build(), handler), body, base.startsWith("https:"));
    }

    private static BodySubscriber<byte[]> refusal() {
        return BodySubscribers.limiting(BodySubscribers.ofByteArray(), LARGEST_REFUSAL);
    }

    /** Ends all that is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
