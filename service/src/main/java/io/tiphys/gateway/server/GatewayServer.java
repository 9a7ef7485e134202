package io.tiphys.gateway.server;

import com.linecorp.armeria.common.CommonPools;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Primary;
import io.micronaut.discovery.ServiceInstance;
import io.micronaut.discovery.event.ServiceReadyEvent;
import io.micronaut.discovery.event.ServiceStoppedEvent;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.runtime.ApplicationConfiguration;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import io.tiphys.gateway.server.micronaut.MicronautService;
import io.tiphys.gateway.server.micronaut.RestRequest;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only server of the process, on all ports. The framework starts and stops this server.
 *
 * <p>A start first makes the gRPC services callable in this process and then opens the listeners, so that no caller reaches
 * an unavailable API. A stop first ends the streams. Calls in progress may complete within the configured time, and new
 * calls are still answered, because not every client knows about the stop yet. Calls that remain are then aborted with
 * OUTCOME_UNKNOWN and interrupted. Finally the gRPC services and all other parts stop. Thread-safe.
 */
@Singleton
@Primary
public final class GatewayServer implements EmbeddedServer {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final Duration CLOSING_LOOK = Duration.ofMillis(5);
    /** The interval at which the files of the certificate are read again. */
    private static final Duration CERTIFICATE_READ = Duration.ofMinutes(1);

    private static final Duration LAST_STEPS = Duration.ofSeconds(2);

    private final ApplicationContext beans;
    private final ApplicationConfiguration application;
    private final ServerConfiguration configuration;
    private final ServerSetup setup;
    private final ServerCertificate certificate;
    private final Optional<GrpcEmbeddedServer> grpcServer;
    private final MicronautService rest;
    private final OpenStreams streams;
    private volatile @Nullable Server server;
    private @Nullable Future<?> certificateReader;
    private volatile int number;
    private volatile boolean stopping;

    GatewayServer(
            ApplicationContext beans,
            ApplicationConfiguration application,
            ServerConfiguration configuration,
            ServerSetup setup,
            ServerCertificate certificate,
            Optional<GrpcEmbeddedServer> grpcServer,
            MicronautService rest,
            OpenStreams streams) {
        this.beans = beans;
        this.application = application;
        this.configuration = configuration;
        this.setup = setup;
        this.certificate = certificate;
        this.grpcServer = grpcServer;
        this.rest = rest;
        this.streams = streams;
    }

    @Override
    public synchronized GatewayServer start() {
        if (server != null) {
            return this;
        }
        if (!beans.isRunning()) {
            beans.start();
        }
        grpcServer.ifPresent(GrpcEmbeddedServer::start);
        rest.route(RestRequest.CALLERS);
        ServerBuilder builder = Server.builder();
        setup.configure(builder);
        Server opened = builder.build();
        opened.start().join();
        number = opened.activeLocalPort(SessionProtocol.HTTP);
        server = opened;
        if (certificate.isConfigured()) {
            certificateReader = CommonPools.blockingTaskExecutor()
                    .scheduleWithFixedDelay(
                            this::rereadCertificate,
                            CERTIFICATE_READ.toSeconds(),
                            CERTIFICATE_READ.toSeconds(),
                            TimeUnit.SECONDS);
        }
        beans.publishEvent(new ServerStartupEvent(this));
        beans.publishEvent(new ServiceReadyEvent(instance()));
        LOG.info("serving on {}", addresses(opened));
        return this;
    }

    /**
     * Uses a replaced certificate for new connections. Connections that are open keep theirs.
     *
     * <p>A TlsProvider of Armeria 1.36 would make a TLS context for each connection that finds no other one open, which costs
     * more than the handshake and resumes no session.
     */
    void rereadCertificate() {
        if (certificate.reread().isEmpty()) {
            return;
        }
        try {
            running().reconfigure(setup::configure);
            LOG.info("serving with a new certificate");
        } catch (RuntimeException e) { // the next certificate is still read
            LOG.warn("The new certificate cannot be served; the last one stays", e);
        }
    }

    private static String addresses(Server opened) {
        return opened.activePorts().values().stream()
                .map(port -> (port.hasTls() ? "https://" : "http://")
                        + port.localAddress().getHostString() + ":"
                        + port.localAddress().getPort())
                .collect(Collectors.joining(", "));
    }

    @Override
    public GatewayServer stop() {
        close();
        if (beans.isRunning()) {
            beans.stop();
        }
        return this;
    }

    /** Stops the listeners and the gRPC services, and leaves the other parts running. */
    @Override
    @PreDestroy
    public synchronized void close() {
        Server running = server;
        if (running == null || stopping) {
            return;
        }
        if (certificateReader != null) {
            certificateReader.cancel(false);
        }
        drain(running);
        grpcServer.ifPresent(GrpcEmbeddedServer::stop);
        if (beans.isRunning()) {
            beans.publishEvent(new ServerShutdownEvent(this));
            beans.publishEvent(new ServiceStoppedEvent(instance()));
        }
    }

    /**
     * Returns once no listener or connection is open. Armeria completes its own stop future about two seconds later, because
     * the quiet period of its boss event loops cannot be configured.
     */
    private void drain(Server running) {
        Future<?> stopped = running.stop();
        stopping = true;
        streams.stop();
        while (!stopped.isDone() && !(running.activePorts().isEmpty() && running.numConnections() == 0)) {
            LockSupport.parkNanos(CLOSING_LOOK.toNanos());
        }
        long end = System.nanoTime() + LAST_STEPS.toNanos();
        while (!rest.isIdle() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(CLOSING_LOOK.toNanos());
        }
    }

    /** The instance in the events that readiness observes. */
    private ServiceInstance instance() {
        return ServiceInstance.of(application.getName().orElse("tiphys"), getURI());
    }

    /** Whether the gateway is stopping and still answers until the calls in progress end. */
    boolean isStopping() {
        return stopping;
    }

    @Override
    public boolean isRunning() {
        return server != null && !stopping;
    }

    /** The port without TLS; the actual one if 0 is configured. */
    public int port() {
        running();
        return number;
    }

    /** The port with TLS. */
    public int tlsPort() {
        return running().activeLocalPort(SessionProtocol.HTTPS);
    }

    private Server running() {
        Server current = server;
        if (current == null) {
            throw new IllegalStateException("the server does not listen yet");
        }
        return current;
    }

    @Override
    public int getPort() {
        return port();
    }

    @Override
    public String getHost() {
        String host = configuration.host();
        return host == null ? "localhost" : host;
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public URI getURI() {
        return URI.create(getScheme() + "://" + getHost() + ":" + port());
    }

    @Override
    public URL getURL() {
        try {
            return getURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ApplicationContext getApplicationContext() {
        return beans;
    }

    @Override
    public ApplicationConfiguration getApplicationConfiguration() {
        return application;
    }
}
