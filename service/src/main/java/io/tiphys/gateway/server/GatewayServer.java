package io.tiphys.gateway.server;

import com.linecorp.armeria.common.Http1HeaderNaming;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.web.router.Router;
import io.netty.channel.ChannelPipeline;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.lifecycle.OpenStreams;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners. They open once the doors behind them listen, so that no caller meets a door that is not there, and close
 * before these do. Thread-safe.
 */
@Singleton
public final class GatewayServer implements ApplicationEventListener<ServerStartupEvent>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final int RESET_WINDOW_SECONDS = 60;
    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration CLOSING_LOOK = Duration.ofMillis(5);

    /** The largest piece of a body that is handed on at once: large enough for a download to cost few of them. */
    public static final int PIECE = 64 * 1024;

    /** How often a certificate is read again, so that a renewed one is served. */
    private static final Duration CERTIFICATE_READ = Duration.ofMinutes(1);

    private final PortConfiguration configuration;
    private final SubmissionEnvironments environments;
    private final Optional<GrpcEmbeddedServer> grpcServer;
    private final Optional<GrpcHandler> grpc;
    private final Router router;
    private final MicronautService rest;
    private final ArgoApiHandler argoApi;
    private final GrpcRefusals refusals;
    private final OpenStreams streams;
    private final GracefulStop stop;
    private @Nullable Server server;

    GatewayServer(
            PortConfiguration configuration,
            SubmissionEnvironments environments,
            Optional<GrpcEmbeddedServer> grpcServer,
            Optional<GrpcHandler> grpc,
            Router router,
            MicronautService rest,
            ArgoApiHandler argoApi,
            GrpcRefusals refusals,
            OpenStreams streams,
            GracefulStop stop) {
        this.configuration = configuration;
        this.environments = environments;
        this.grpcServer = grpcServer;
        this.grpc = grpc;
        this.router = router;
        this.rest = rest;
        this.argoApi = argoApi;
        this.refusals = refusals;
        this.streams = streams;
        this.stop = stop;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        if (event.getSource() instanceof NettyEmbeddedServer) {
            open();
        }
    }

    private synchronized void open() {
        grpcServer.ifPresent(GrpcEmbeddedServer::start); // the framework itself may come to it later
        OwnAnswers own = new OwnAnswers(rest, grpc, refusals, configuration.maxAnonymousStreams());
        ProtocolRouter split =
                new ProtocolRouter(own, argoApi, new RequestBodyTimeout(configuration.bodyTimeout(), refusals));
        StartingConnections starting = new StartingConnections(
                configuration.maxStartingConnectionsPerAddress(), configuration.headerTimeout());
        Server opened = listeners(Server.builder())
                .serviceUnder("/", split)
                .maxRequestLength(0)
                .requestTimeoutMillis(0)
                .http1HeaderNaming(Http1HeaderNaming.traditional())
                .http1MaxChunkSize(PIECE)
                .http1MaxHeaderSize(configuration.maxHeaderSize())
                .http2MaxHeaderListSize(configuration.maxHeaderSize())
                .http1MaxInitialLineLength(configuration.maxRequestLine())
                .clientAddressTrustedProxyFilter(TrustedProxies.of(configuration.trustedProxies()))
                .maxNumConnections(configuration.maxConnections())
                .idleTimeout(configuration.idleTimeout())
                .http2MaxStreamsPerConnection(configuration.maxStreamsPerConnection())
                .childChannelPipelineCustomizer(
                        connection(new AddressLimit(configuration.maxConnectionsPerAddress()), starting))
                .http2MaxResetFramesPerWindow(configuration.maxResetsPerMinute(), RESET_WINDOW_SECONDS)
                .gracefulShutdownTimeout(QUIET, configuration.shutdownTimeout())
                .errorHandler(new TransportErrors())
                .disableServerHeader()
                .disableDateHeader()
                .build();
        // Which routes are for callers, and which for probes alone, the router tells by the port.
        router.applyDefaultPorts(List.of(RestRequest.CALLERS.getPort()));
        opened.start().join();
        server = opened;
        stop.begin(this::close);
        LOG.info("The gateway is ready: REST, gRPC and the Argo API at {}", addresses(opened));
    }

    private static String addresses(Server opened) {
        return opened.activePorts().values().stream()
                .map(port -> (port.hasTls() ? "https://" : "http://")
                        + port.localAddress().getHostString() + ":"
                        + port.localAddress().getPort())
                .collect(Collectors.joining(", "));
    }

    private Consumer<ChannelPipeline> connection(AddressLimit limit, StartingConnections starting) {
        return pipeline -> {
            pipeline.addFirst(new RequestValidatorInstaller(configuration, starting));
            limit.addTo(pipeline);
            starting.begin(pipeline.channel());
        };
    }

    private ServerBuilder listeners(ServerBuilder builder) {
        builder.port(address(configuration.port()), SessionProtocol.HTTP);
        for (SubmissionEnvironment environment : environments.all()) {
            OptionalInt own = environment.argoApi().port();
            if (own.isPresent()) {
                builder.port(address(own.getAsInt()), SessionProtocol.HTTP);
            }
        }
        Integer tlsPort = configuration.tlsPort();
        if (tlsPort != null) {
            builder.port(address(tlsPort), SessionProtocol.HTTPS)
                    .tlsProvider(TlsProvider.ofScheduled(this::keyPair, CERTIFICATE_READ));
        }
        return builder;
    }

    private TlsKeyPair keyPair() {
        return TlsKeyPair.of(
                required(configuration.tlsKeyFile(), "tls-key-file").toFile(),
                required(configuration.tlsCertificateFile(), "tls-certificate-file")
                        .toFile());
    }

    private InetSocketAddress address(int port) {
        String host = configuration.host();
        return host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    private static Path required(@Nullable Path file, String property) {
        if (file == null) {
            throw new IllegalStateException(
                    "tiphys.server." + property + " is missing: tiphys.server.tls-port needs it");
        }
        return file;
    }

    /** The port without TLS; the one that was taken where 0 is configured. */
    public int port() {
        return running().activeLocalPort(SessionProtocol.HTTP);
    }

    /** The port with TLS. */
    public int tlsPort() {
        return running().activeLocalPort(SessionProtocol.HTTPS);
    }

    private synchronized Server running() {
        Server current = server;
        if (current == null) {
            throw new IllegalStateException("the front door is not open");
        }
        return current;
    }

    /**
     * Ends streams, and waits until nothing is under way, as long as is configured; what comes meanwhile is answered, because not
     * everybody knows yet that the gateway stops. What has not ended then may have been carried out, and is told so.
     */
    @Override
    @PreDestroy
    public synchronized void close() {
        if (server != null) {
            stop(server);
        }
    }

    /**
     * Returns when nothing is open any more. The library itself calls that stopped only two seconds later: so long do the
     * threads that accepted connections look whether they are given more work, and they let nobody change that.
     */
    private void stop(Server running) {
        Future<?> stopped = running.stop();
        streams.stop();
        while (!stopped.isDone() && !(running.activePorts().isEmpty() && running.numConnections() == 0)) {
            LockSupport.parkNanos(CLOSING_LOOK.toNanos());
        }
    }
}
