package io.tiphys.gateway.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import javax.net.ServerSocketFactory;

/**
 * An HTTP/1.1 proxy on loopback in front of one upstream. It writes every request into a journal and does to requests
 * what a test asks for. In front of an upstream with TLS it speaks TLS itself, with a certificate of its own. Streams pass
 * as they come; when the caller goes away, the upstream's connection is closed. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private final ProxiedUpstream upstream;
    private final WireJournal journal;
    private final FaultRules rules = new FaultRules();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile ServerSocket listener;

    private FaultProxy(ProxiedUpstream upstream, WireJournal journal) {
        this.upstream = upstream;
        this.journal = journal;
        this.listener = listen(FreePorts.next()); // nobody else takes it while it refuses connections
    }

    /** A proxy in front of the cluster's API server, called {@code kubernetes} in the journal. */
    public static FaultProxy ofKubernetes(ClusterUnderTest cluster, WireJournal journal) {
        return new FaultProxy(
                ProxiedUpstream.of("kubernetes", cluster.kubernetes(), Optional.of(cluster.kubernetesCa())), journal);
    }

    /** A proxy in front of the cluster's Argo Server, called {@code argo} in the journal. */
    public static FaultProxy ofArgo(ClusterUnderTest cluster, WireJournal journal) {
        return of("argo", cluster.argoServer(), Optional.empty(), journal);
    }

    /**
     * A proxy in front of anything.
     *
     * @param name its name in the journal
     * @param certificateAuthority what to trust of an upstream with TLS
     */
    public static FaultProxy of(String name, URI upstream, Optional<Path> certificateAuthority, WireJournal journal) {
        return new FaultProxy(ProxiedUpstream.of(name, upstream, certificateAuthority), journal);
    }

    /** Where it listens: the upstream's scheme and path, this machine's loopback. */
    public URI uri() {
        return URI.create(upstream.uri().getScheme() + "://127.0.0.1:" + listener.getLocalPort()
                + upstream.uri().getRawPath());
    }

    /** The PEM certificate to trust; empty without TLS. */
    public Optional<Path> certificate() {
        return upstream.secure() ? Optional.of(ProxyCertificate.get().pem()) : Optional.empty();
    }

    /** Does this to each request of this kind, until {@link #heal}. */
    public void inject(Predicate<WireCall> requests, Fault fault) {
        rules.add(requests, fault, false);
    }

    /** Does this to each request, until {@link #heal}. */
    public void inject(Fault fault) {
        inject(any -> true, fault);
    }

    /** Does this to the next request of this kind. */
    public void injectOnce(Predicate<WireCall> requests, Fault fault) {
        rules.add(requests, fault, true);
    }

    /** Cuts all connections that are open. */
    public void cutConnections() {
        connections.forEach(FaultProxy::cut);
    }

    /** Refuses connections and cuts those that are open, as a server that is down. Until {@link #heal}. */
    public void refuseConnections() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutConnections();
    }

    /** Ends all faults. */
    public void heal() {
        rules.clear();
        if (listener.isClosed()) {
            listener = listen(listener.getLocalPort());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        refuseConnections();
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocketFactory sockets = upstream.secure()
                    ? ProxyCertificate.get().server().getServerSocketFactory()
                    : ServerSocketFactory.getDefault();
            ServerSocket socket = sockets.createServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.ofVirtual().name("proxy-" + upstream.name()).start(() -> acceptAll(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.add(client);
                if (socket.isClosed()) { // while it was accepted: whoever closed it may not have seen it to cut it
                    cut(client);
                }
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed on purpose, or one client that gave up early: the loop's condition tells.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new ProxiedConnection(client, upstream, journal, rules, closed).serve();
        } catch (IOException e) {
            // One of the two sides is gone, or a fault was asked for: closing tells the other one.
        } finally {
            connections.remove(client);
        }
    }

    /** A plain close would wait for the other side in TLS; this is how a broken network looks. */
    private static void cut(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
