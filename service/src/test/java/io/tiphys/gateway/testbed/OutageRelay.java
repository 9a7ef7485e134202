package io.tiphys.gateway.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Relays connections to a server byte by byte, and stands for a network that fails. Unlike a {@link FaultProxy} it passes web
 * sockets, which watches of Kubernetes are. Thread-safe.
 */
public final class OutageRelay implements AutoCloseable {
    private final URI server;
    private final Acceptor acceptor;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    public OutageRelay(URI server) {
        this.server = server;
        acceptor = Acceptor.start("outage-relay", this::accept);
    }

    /** Where it listens on loopback. */
    public int port() {
        return acceptor.port();
    }

    /** Cuts all connections, those to come included, until {@link #heal}. */
    public void breakDown() {
        down = true;
        connections.forEach(Connection::close);
    }

    /** Relays connections again. */
    public void heal() {
        down = false;
    }

    private void accept(Socket client) throws IOException {
        if (down) {
            client.close();
            return;
        }
        Connection connection = new Connection(client, new Socket(server.getHost(), server.getPort()));
        connections.add(connection);
        connection.start();
        if (down) {
            connection.close();
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket upstream;

        Connection(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void start() {
            Thread.ofVirtual().start(() -> pump(client, upstream));
            Thread.ofVirtual().start(() -> pump(upstream, client));
        }

        private void pump(Socket from, Socket to) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException e) {
                // One side is gone, so the other one is closed too.
            } finally {
                close();
            }
        }

        void close() {
            connections.remove(this);
            try {
                client.close();
                upstream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        acceptor.close();
        connections.forEach(Connection::close);
    }
}
