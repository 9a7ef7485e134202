package io.tiphys.gateway.server;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.micronaut.context.annotation.Property;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The listeners of the server: for callers with and without TLS, for single environments, and for management. Immutable. */
@Singleton
final class Listeners {
    private final ServerConfiguration configuration;
    private final SubmissionEnvironments environments;
    private final ServerCertificate certificate;
    private final int managementPort;

    /** @param managementPort the port of health and metrics; not more than 0 for none */
    Listeners(
            ServerConfiguration configuration,
            SubmissionEnvironments environments,
            ServerCertificate certificate,
            @Property(name = "endpoints.all.port") int managementPort) {
        this.configuration = configuration;
        this.environments = environments;
        this.certificate = certificate;
        this.managementPort = managementPort;
    }

    /**
     * Adds the listeners to a server; the listener for callers without TLS is the first.
     *
     * @param management serves the requests to the port of health and metrics
     */
    ServerBuilder addTo(ServerBuilder builder, HttpService management) {
        builder.port(address(configuration.host(), configuration.port()), SessionProtocol.HTTP);
        for (SubmissionEnvironment environment : environments.all()) {
            OptionalInt own = environment.argoApi().port();
            if (own.isPresent()) {
                builder.port(address(configuration.host(), own.getAsInt()), SessionProtocol.HTTP);
            }
        }
        Integer tlsPort = configuration.tlsPort();
        if (tlsPort != null) {
            builder.port(address(configuration.host(), tlsPort), SessionProtocol.HTTPS)
                    .tls(certificate.keyPair());
        }
        if (managementPort > 0) {
            builder.port(address(configuration.managementHost(), managementPort), SessionProtocol.HTTP)
                    .virtualHost(managementPort)
                    .serviceUnder("/", management);
        }
        return builder;
    }

    /** The listener address that requests to the port of health and metrics get. */
    InetSocketAddress management() {
        return InetSocketAddress.createUnresolved("management", Math.max(0, managementPort));
    }

    private static InetSocketAddress address(@Nullable String host, int port) {
        return host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }
}
