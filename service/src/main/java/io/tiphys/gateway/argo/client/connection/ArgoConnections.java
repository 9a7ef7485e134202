package io.tiphys.gateway.argo.client.connection;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.ClientRequestContextCaptor;
import com.linecorp.armeria.client.Clients;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.ExchangeType;
import com.linecorp.armeria.common.Flags;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.util.TransportType;
import io.netty.channel.ChannelOption;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity.Pool;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.PassingRequest;
import io.tiphys.gateway.argo.client.request.RequestBody;
import io.tiphys.gateway.argo.client.request.Wire;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.ArgoServerAccess;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connections to one Argo Server. The address comes from the configuration alone. Without TLS, JSON uses HTTP/1.1 and
 * gRPC uses HTTP/2 with prior knowledge; with TLS both use HTTP/2 if the server agrees (argo-workflows v4.0.5,
 * {@code server/apiserver/argoserver.go}). Redirects are not followed, because the token must not reach another address.
 * Calls and streams have separate connections, so that a slowly read stream delays no call. Thread-safe.
 */
public final class ArgoConnections implements AutoCloseable {
    /** Shorter than the idle timeout of most proxies, so that a pooled connection is rarely a closed one. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    /**
     * The idle time in seconds before a TCP keep-alive probe. Armeria's own pings are unusable: servers of grpc-go accept
     * one every five minutes at most, and Armeria 1.36 passes its interval to the kernel in milliseconds, where the maximum
     * is 32,767.
     */
    private static final int KEEP_ALIVE_SECONDS = 120;

    private static final ChannelOption<Integer> TCP_KEEPIDLE =
            ChannelOption.valueOf("io.netty.channel.epoll.EpollChannelOption#TCP_KEEPIDLE");

    private static final int WINDOW = 1 << 20;

    /**
     * The flow-control window of a connection with streams: a multiple of a stream's window, so that some slow streams do
     * not block the others.
     */
    private static final int SHARED_WINDOW = 16 << 20;

    private static final int WINDOW_OF_A_STREAM = 256 * 1024;

    /** The largest piece of a body. */
    private static final int PIECE = 64 * 1024;

    private final Group calls;
    private final Group streams;
    private final String base;

    private record Group(ClientFactory factory, WebClient json, WebClient grpc) {
        public WebClient client(Wire wire) {
            return wire == Wire.GRPC ? grpc : json;
        }
    }

    /**
     * Opens nothing yet.
     *
     * @param traced begins and ends the span of each request
     * @throws IllegalStateException when the trusted certificates cannot be read
     */
    public ArgoConnections(ArgoServerAccess access, Duration connectTimeout, TracedRequests traced) {
        calls = group(access, factory(access, connectTimeout), traced);
        streams = group(
                access,
                factory(access, connectTimeout)
                        .http2InitialConnectionWindowSize(SHARED_WINDOW)
                        .http2InitialStreamWindowSize(WINDOW_OF_A_STREAM),
                traced);
        base = Objects.requireNonNullElse(access.uri().getRawPath(), "").replaceAll("(?<!/)/++$", "");
    }

    private static ClientFactoryBuilder factory(ArgoServerAccess access, Duration connectTimeout) {
        ClientFactoryBuilder builder = ClientFactory.builder()
                .connectTimeout(connectTimeout)
                .http2InitialConnectionWindowSize(WINDOW)
                .http2InitialStreamWindowSize(WINDOW)
                .http1MaxChunkSize(PIECE)
                .eventLoopSchedulerFactory(SameEventLoop::new)
                .channelOption(ChannelOption.SO_KEEPALIVE, true)
                .idleTimeout(KEPT);
        if (Flags.transportType() == TransportType.EPOLL) {
            builder.channelOption(TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
        }
        ArgoTls.configure(access, builder);
        return builder;
    }

    private static Group group(ArgoServerAccess access, ClientFactoryBuilder builder, TracedRequests traced) {
        URI uri = access.uri();
        boolean encrypted = "https".equals(uri.getScheme());
        Endpoint endpoint = Endpoint.of(uri.getHost(), uri.getPort() >= 0 ? uri.getPort() : encrypted ? 443 : 80);
        ClientFactory factory = builder.build();
        return new Group(
                factory,
                client(factory, encrypted ? SessionProtocol.HTTPS : SessionProtocol.H1C, endpoint, traced),
                client(factory, encrypted ? SessionProtocol.H2 : SessionProtocol.H2C, endpoint, traced));
    }

    private static WebClient client(
            ClientFactory factory, SessionProtocol protocol, Endpoint endpoint, TracedRequests traced) {
        return WebClient.builder(protocol, endpoint)
                .factory(factory)
                .decorator(traced)
                .responseTimeoutMillis(0)
                .writeTimeoutMillis(0)
                .maxResponseLength(0)
                .build();
    }

    /** Sends a request whose response is read whole. */
    public Attempt call(BearerToken token, ArgoRequest request) {
        return send(calls, token, request, "application/json");
    }

    /** Sends a request whose response is a stream. */
    public Attempt stream(BearerToken token, ArgoRequest request) {
        return send(streams, token, request, "text/event-stream");
    }

    /** The client for a forwarded request: possibly long requests do not use the connections of calls. */
    public WebClient client(PassingRequest request) {
        boolean call = request.pool() == Pool.CALLS || request.pool() == Pool.ANONYMOUS;
        return (call ? calls : streams).client(request.grpc() ? Wire.GRPC : Wire.JSON);
    }

    /** The headers of a forwarded request, with its credential and with its path under the base href. */
    public RequestHeaders headers(PassingRequest request, Optional<BearerToken> token) {
        RequestHeadersBuilder headers = request.headers().toBuilder();
        if (!request.grpc()) {
            headers.path(base + request.headers().path());
        }
        token.ifPresent(shown -> headers.set(HttpHeaderNames.AUTHORIZATION, bearer(shown)));
        return headers.build();
    }

    private static String bearer(BearerToken token) {
        return "Bearer " + token.reveal();
    }

    /** The prefix of all HTTP paths: the base href without a trailing slash. */
    public String base() {
        return base;
    }

    private Attempt send(Group group, BearerToken token, ArgoRequest request, String accept) {
        RequestHeaders headers = headers(token, request, accept);
        HttpData[] pieces = request.body().map(RequestBody::pieces).orElseGet(() -> new HttpData[0]);
        AtomicBoolean handedOver = new AtomicBoolean(pieces.length <= 1);
        boolean parts = !handedOver.get();
        HttpRequest sent = parts ? HttpRequest.of(headers, noted(pieces, handedOver)) : HttpRequest.of(headers, pieces);
        RequestOptions options = RequestOptions.builder()
                .exchangeType(parts ? ExchangeType.BIDI_STREAMING : ExchangeType.RESPONSE_STREAMING)
                .build();
        try (ClientRequestContextCaptor captor = Clients.newContextCaptor()) {
            HttpResponse response = group.client(request.wire()).execute(sent, options);
            return Attempt.of(response, handedOver, captor.get());
        }
    }

    private static StreamMessage<HttpData> noted(HttpData[] pieces, AtomicBoolean handedOver) {
        HttpData last = pieces[pieces.length - 1];
        return StreamMessage.of(pieces).peek(piece -> {
            if (piece == last) {
                handedOver.set(true);
            }
        });
    }

    private RequestHeaders headers(BearerToken token, ArgoRequest request, String accept) {
        boolean grpc = request.wire() == Wire.GRPC;
        String path = grpc ? request.path().text() : base + request.path().text();
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.valueOf(request.method()), path)
                .set(HttpHeaderNames.AUTHORIZATION, bearer(token));
        if (grpc) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/grpc").set(HttpHeaderNames.TE, "trailers");
        } else {
            headers.set(HttpHeaderNames.ACCEPT, accept);
        }
        request.body().ifPresent(body -> {
            headers.contentLength(body.length());
            if (!grpc) {
                headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            }
        });
        return headers.build();
    }

    /** Ends all calls and streams. */
    @Override
    public void close() {
        calls.factory().close();
        streams.factory().close();
    }
}
