package io.tiphys.gateway.witness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Sends requests over HTTP/1.1 as they are written, each on a connection of its own. Thread-safe. */
final class HttpSender {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int FIRST_OF_STREAM_MILLIS = 3_000;
    private static final int STREAM_MILLIS = 250;
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final Pattern STREAM = Pattern.compile("log|stream|events|watch", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHUNK_SIZE = Pattern.compile("\r\n[0-9a-fA-F]{1,8}\r\n");

    private final int port;

    HttpSender(int port) {
        this.port = port;
    }

    /** Whether an answer of this request may have no end. */
    static boolean mayStream(WitnessRequest request) {
        return STREAM.matcher(request.path()).find();
    }

    /** Sends it and reads the answer, of one without an end what comes at once. */
    Answer send(WitnessRequest request, String token) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(mayStream(request) ? FIRST_OF_STREAM_MILLIS : PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes(request, token));
            socket.getOutputStream().flush();
            byte[] buffer = new byte[1 << 16];
            int length = socket.getInputStream().read(buffer);
            socket.setSoTimeout(mayStream(request) ? STREAM_MILLIS : PATIENCE_MILLIS);
            while (length > 0) {
                read.write(buffer, 0, length);
                if (read.size() >= LONGEST_ANSWER || complete(request, read)) {
                    break;
                }
                length = socket.getInputStream().read(buffer);
            }
        } catch (SocketTimeoutException | SocketException e) {
            // What came until then counts.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text =
                CHUNK_SIZE.matcher(read.toString(StandardCharsets.ISO_8859_1)).replaceAll("");
        return new Answer(text.startsWith("HTTP/1.1 ") ? text.substring(9, Math.min(12, text.length())) : "", text);
    }

    /** The server keeps the connection open for a moment longer; what a request that frames itself may yet get is waited for. */
    private static boolean complete(WitnessRequest request, ByteArrayOutputStream read) {
        return request.headers().stream().noneMatch(HttpSender::frames)
                && ResponseFraming.complete(request.method(), read.toString(StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(WitnessRequest request, String token) {
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(request.environment()).append(".witness.test\r\nConnection: close\r\n");
        if (!token.isEmpty()) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        request.headers().forEach(line -> head.append(line).append("\r\n"));
        boolean framed = request.headers().stream().anyMatch(HttpSender::frames);
        if (!framed && (body.length > 0 || !request.method().equals("GET"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static boolean frames(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-length:") || lower.startsWith("transfer-encoding:");
    }
}
