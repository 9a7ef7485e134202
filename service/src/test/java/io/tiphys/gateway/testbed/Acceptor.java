package io.tiphys.gateway.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A listener on loopback whose connections are handled one after the other as they come. Thread-safe. */
final class Acceptor implements AutoCloseable {
    /** Handles a new connection. */
    interface Handler {
        void accept(Socket client) throws IOException;
    }

    private static final int WAITING = 500;

    private final ServerSocket listener;
    private final Handler handler;

    private Acceptor(Handler handler) throws IOException {
        this.listener = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
        this.handler = handler;
    }

    /** Listens until {@link #close}. */
    static Acceptor start(String name, Handler handler) {
        try {
            Acceptor acceptor = new Acceptor(handler);
            Thread.ofVirtual().name(name).start(acceptor::acceptAll);
            return acceptor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                handler.accept(listener.accept());
            } catch (IOException e) {
                // Closed, or a client that gave up: the loop's condition tells.
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
