package io.tiphys.gateway.argo.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server on loopback that answers just what a test tells it to, for what no real Argo Server can be made to answer. */
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /** What to answer. */
    public interface Script {
        /** Answers a request whose head has been read. */
        void answer(Request request) throws IOException;
    }

    public ScriptedServer(Script script) throws IOException {
        this("http", ServerSocketFactory.getDefault(), script);
    }

    public ScriptedServer(String scheme, ServerSocketFactory sockets, Script script) throws IOException {
        this.scheme = scheme;
        this.script = script;
        listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    public URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    /** All requests so far, in their order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were made so far. */
    public int connections() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                connections.add(socket);
                threads.submit(() -> serve(socket));
            }
        } catch (IOException e) {
            // the listener was closed: the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                Request request = new Request(requests.size() + 1, head, in, socket);
                requests.add(request);
                script.answer(request);
            }
        } catch (IOException e) {
            // the client went away, which some tests want
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : connections) {
            socket.close();
        }
        threads.shutdownNow();
    }

    /** A request, and the way to answer it. */
    public static final class Request {
        private final int number;
        private final String line;
        private final Map<String, String> headers = new HashMap<>();
        private final InputStream in;
        private final Socket socket;
        private byte[] body = new byte[0];

        Request(int number, String head, InputStream in, Socket socket) {
            this.number = number;
            this.in = in;
            this.socket = socket;
            String[] lines = head.split("\r\n");
            line = lines[0];
            for (int i = 1; i < lines.length; i++) {
                String[] header = lines[i].split(": *", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
            }
        }

        /** From 1, over all connections. */
        public int number() {
            return number;
        }

        /** Method and target. */
        public String line() {
            return line.substring(0, line.lastIndexOf(' '));
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** The body; empty unless a script has read it. */
        public byte[] body() {
            return body;
        }

        public void readBody() throws IOException {
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            body = in.readNBytes(length);
        }

        public void answer(int status, String json) throws IOException {
            answer(status, "Content-Type: application/json\r\n", json);
        }

        public void answer(int status, String headerLines, String text) throws IOException {
            readBody();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            write("HTTP/1.1 " + status + " Scripted\r\n" + headerLines + "Content-Length: " + bytes.length + "\r\n\r\n"
                    + text);
        }

        /** Begins an event stream; {@link #event} goes on with it and {@link #endStream} ends it. */
        public void beginStream() throws IOException {
            write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        public void event(String json) throws IOException {
            chunk("data: " + json + " \n\n\n");
        }

        public void chunk(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            write(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
        }

        public void endStream() throws IOException {
            write("0\r\n\r\n");
        }

        public void write(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Closes the connection without a word. */
        public void hangUp() throws IOException {
            socket.close();
        }

        /** Closes the connection, and waits until the client has closed its side too: it knows of the end then. */
        public void hangUpAndAwait() throws IOException {
            socket.shutdownOutput();
            awaitHangUp();
        }

        /** Closes the connection as a server that is killed. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client has closed the connection. */
        public void awaitHangUp() throws IOException {
            while (in.read() >= 0) {
                // what else the client sends is of no interest
            }
            socket.close();
        }
    }
}
