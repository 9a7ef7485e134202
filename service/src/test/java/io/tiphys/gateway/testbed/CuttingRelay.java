package io.tiphys.gateway.testbed;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Relays connections, HTTP/1.1 or HTTP/2, to servers in turn, and cuts some of them as soon as the answer to a request begins:
 * the request was carried out, and its sender is not told. Thread-safe.
 */
public final class CuttingRelay implements AutoCloseable {
    private static final int FRAME_HEAD = 9;
    private static final int TYPE = 3;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final byte[] HTTP_2 = {'P', 'R', 'I'};

    private final List<URI> servers;
    private final BooleanSupplier cuts;
    private final Acceptor acceptor;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();

    /** @param cuts whether the next connection is cut */
    public CuttingRelay(List<URI> servers, BooleanSupplier cuts) {
        this.servers = List.copyOf(servers);
        this.cuts = cuts;
        acceptor = Acceptor.start("relay", this::accept);
    }

    /** Where it listens on loopback. */
    public int port() {
        return acceptor.port();
    }

    /** How many connections were cut. */
    public int cut() {
        return cut.get();
    }

    private void accept(Socket client) throws IOException {
        URI server = servers.get(accepted.getAndIncrement() % servers.size());
        Socket upstream = new Socket(server.getHost(), server.getPort());
        sockets.add(client);
        sockets.add(upstream);
        relay(client, upstream, cuts.getAsBoolean());
    }

    private void relay(Socket client, Socket upstream, boolean cutting) throws IOException {
        byte[] begin = client.getInputStream().readNBytes(HTTP_2.length);
        upstream.getOutputStream().write(begin);
        boolean framed = java.util.Arrays.equals(begin, HTTP_2);
        Thread.ofVirtual()
                .start(() -> ending(client, upstream, () -> {
                    client.getInputStream().transferTo(upstream.getOutputStream());
                    upstream.shutdownOutput();
                }));
        Thread.ofVirtual()
                .start(() -> ending(client, upstream, () -> {
                    if (cutting) {
                        untilTheAnswer(upstream.getInputStream(), client.getOutputStream(), framed);
                        cut.incrementAndGet();
                    } else {
                        upstream.getInputStream().transferTo(client.getOutputStream());
                    }
                    close(client);
                    close(upstream);
                }));
    }

    private static void untilTheAnswer(InputStream from, OutputStream to, boolean framed) throws IOException {
        DataInputStream frames = new DataInputStream(from);
        if (!framed) {
            frames.readByte();
            return;
        }
        while (true) {
            byte[] head = new byte[FRAME_HEAD];
            frames.readFully(head);
            if (head[TYPE] == HEADERS || head[TYPE] == DATA) {
                return;
            }
            int length = (head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | head[2] & 0xFF;
            to.write(head);
            to.write(frames.readNBytes(length));
            to.flush();
        }
    }

    /** Something that ends with its connection. */
    private interface Transfer {
        void run() throws IOException;
    }

    private static void ending(Socket client, Socket upstream, Transfer transfer) {
        try {
            transfer.run();
        } catch (IOException e) {
            close(client);
            close(upstream);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        acceptor.close();
        sockets.forEach(CuttingRelay::close);
    }
}
