package io.tiphys.gateway.server.connection;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import jakarta.inject.Singleton;

/** Prepares each new connection before its first byte is read: the limits of its address, and what is checked of its requests. Thread-safe. */
@Singleton
public final class NewConnections {
    private final ServerConfiguration configuration;
    private final AddressLimit addressLimit;
    private final StartingConnections starting;
    private final ConnectionPace pace;
    private final TransportErrors errors;
    private final Ticker ticker;

    NewConnections(ServerConfiguration configuration, ConnectionPace pace, TransportErrors errors, Ticker ticker) {
        this.configuration = configuration;
        this.addressLimit = new AddressLimit(configuration.maxConnectionsPerAddress());
        this.starting = new StartingConnections(
                configuration.maxStartingConnectionsPerAddress(), configuration.headerTimeout());
        this.pace = pace;
        this.errors = errors;
        this.ticker = ticker;
    }

    /** Adds the handlers of a connection. Closes the connection if its address has too many. */
    public void prepare(ChannelPipeline pipeline) {
        Channel connection = pipeline.channel();
        ConnectionReads.begin(connection);
        pipeline.addFirst(new RequestValidatorInstaller(configuration, starting, pace, errors, ticker));
        addressLimit.addTo(pipeline);
        if (connection.isOpen() && starting.begin(connection)) {
            pace.begin(connection);
        }
    }
}
