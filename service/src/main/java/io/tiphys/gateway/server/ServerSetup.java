package io.tiphys.gateway.server;

import com.linecorp.armeria.common.Http1HeaderNaming;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.RejectedRouteHandler;
import com.linecorp.armeria.server.ServerBuilder;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import io.tiphys.gateway.server.configuration.TrustedProxies;
import io.tiphys.gateway.server.connection.NewConnections;
import io.tiphys.gateway.server.connection.TransportErrors;
import io.tiphys.gateway.server.micronaut.MicronautService;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What the server serves and within which limits, at its start and with each new certificate. Immutable. */
@Singleton
final class ServerSetup {
    private static final int RESET_WINDOW_SECONDS = 60;
    private static final Duration QUIET = Duration.ofMillis(100);

    /** The largest piece of a body that is passed on at once; large enough to keep the number of pieces of a download low. */
    private static final int PIECE = 64 * 1024;

    private final ServerConfiguration configuration;
    private final Listeners listeners;
    private final MicronautService rest;
    private final EntryChain chain;
    private final NewConnections connections;
    private final TransportErrors errors;

    ServerSetup(
            ServerConfiguration configuration,
            Listeners listeners,
            MicronautService rest,
            EntryChain chain,
            NewConnections connections,
            TransportErrors errors) {
        this.configuration = configuration;
        this.listeners = listeners;
        this.rest = rest;
        this.chain = chain;
        this.connections = connections;
        this.errors = errors;
    }

    /** Sets all properties of a server that is being built. */
    void configure(ServerBuilder builder) {
        HttpService management = (context, request) -> rest.serve(context, request, listeners.management());
        listeners
                .addTo(builder, management)
                .serviceUnder("/", chain.service())
                .rejectedRouteHandler(RejectedRouteHandler.DISABLED) // the management listener has the same route
                .maxRequestLength(0)
                .requestTimeoutMillis(0)
                .http1HeaderNaming(Http1HeaderNaming.traditional())
                .http1MaxChunkSize(PIECE)
                .http1MaxHeaderSize(configuration.maxHeaderSize())
                .http2MaxHeaderListSize((long) HeaderLimit.CODEC * configuration.maxHeaderSize())
                .http1MaxInitialLineLength(configuration.maxRequestLine())
                .clientAddressTrustedProxyFilter(TrustedProxies.of(configuration.trustedProxies()))
                .maxNumConnections(configuration.maxConnections())
                .idleTimeout(configuration.idleTimeout())
                .http2MaxStreamsPerConnection(configuration.maxStreamsPerConnection())
                .childChannelPipelineCustomizer(connections::prepare)
                .http2MaxResetFramesPerWindow(configuration.maxResetsPerMinute(), RESET_WINDOW_SECONDS)
                .gracefulShutdownTimeout(QUIET, configuration.shutdownTimeout())
                .errorHandler(errors)
                .disableServerHeader()
                .disableDateHeader();
    }
}
