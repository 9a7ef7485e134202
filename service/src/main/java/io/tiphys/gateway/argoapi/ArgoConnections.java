package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.WebClientBuilder;
import com.linecorp.armeria.common.SessionProtocol;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.server.GatewayServer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The connections of the Argo API to the Argo Servers. Addresses come from the configuration alone. Without TLS a call over
 * HTTP goes on HTTP/1.1 and gRPC on HTTP/2 with prior knowledge; with TLS both go on HTTP/2, the only protocol that the
 * Argo Server agrees to (argo-workflows v4.0.5, {@code server/apiserver/argoserver.go}). Nothing is repeated and no redirect
 * is followed. Thread-safe.
 */
@Singleton
final class ArgoConnections implements AutoCloseable {
    /** Shorter than the idle time of most proxies, so that a kept connection is rarely one that was just closed. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private static final int WINDOW = 1 << 20;

    private final Map<String, Clients> byEnvironment = new HashMap<>();
    private final List<ClientFactory> factories;

    private record Clients(WebClient http, WebClient grpc, String base) {}

    ArgoConnections(SubmissionEnvironments environments) {
        factories = environments.all().stream().map(this::connect).toList();
    }

    private ClientFactory connect(SubmissionEnvironment environment) {
        ArgoServerAccess access = environment.argoServer();
        URI uri = access.uri();
        boolean encrypted = "https".equals(uri.getScheme());
        ClientFactoryBuilder builder = ClientFactory.builder()
                .connectTimeout(environment.limits().connectTimeout())
                .http2InitialConnectionWindowSize(WINDOW)
                .http2InitialStreamWindowSize(WINDOW)
                .http1MaxChunkSize(GatewayServer.PIECE)
                .eventLoopSchedulerFactory(SameEventLoop::new)
                .idleTimeout(KEPT);
        if (access.insecureSkipVerify()) {
            builder.tlsNoVerify();
        }
        access.caFile().ifPresent(file -> builder.tlsCustomizer(tls -> tls.trustManager(file.toFile())));
        ClientFactory factory = builder.build();
        Endpoint endpoint = uri.getPort() < 0
                ? Endpoint.of(uri.getHost(), encrypted ? 443 : 80)
                : Endpoint.of(uri.getHost(), uri.getPort());
        String base = Objects.requireNonNullElse(uri.getRawPath(), "").replaceAll("(?<!/)/++$", "");
        byEnvironment.put(
                environment.name(),
                new Clients(
                        client(factory, encrypted ? SessionProtocol.HTTPS : SessionProtocol.H1C, endpoint),
                        client(factory, encrypted ? SessionProtocol.H2 : SessionProtocol.H2C, endpoint),
                        base));
        return factory;
    }

    private static WebClient client(ClientFactory factory, SessionProtocol protocol, Endpoint endpoint) {
        WebClientBuilder builder = WebClient.builder(protocol, endpoint);
        return builder.factory(factory)
                .responseTimeoutMillis(0)
                .writeTimeoutMillis(0)
                .maxResponseLength(0)
                .build();
    }

    /** The client for calls over HTTP, or over gRPC. */
    WebClient client(SubmissionEnvironment environment, boolean grpc) {
        Clients clients = of(environment);
        return grpc ? clients.grpc() : clients.http();
    }

    /** What the paths of HTTP calls begin with: the Argo Server's base href, without a slash at its end. */
    String base(SubmissionEnvironment environment) {
        return of(environment).base();
    }

    private Clients of(SubmissionEnvironment environment) {
        return Objects.requireNonNull(byEnvironment.get(environment.name()));
    }

    @Override
    @PreDestroy
    public void close() {
        factories.forEach(ClientFactory::close);
    }
}
