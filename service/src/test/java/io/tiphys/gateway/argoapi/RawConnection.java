package io.tiphys.gateway.argoapi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A connection on which a test writes whatever it likes. Used by one thread. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern STATUS_LINES = Pattern.compile("HTTP/1\\.[01] \\d{3}");

    private final Socket socket;

    RawConnection(ArgoApiUnderTest face) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), face.uri().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Writes text, one byte a character. */
    RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            // The other side has closed already; what it said before can still be read.
        }
        return this;
    }

    /** Tells the other side that nothing more comes, and goes on reading. */
    RawConnection halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /**
     * All that comes until the other side closes.
     *
     * @throws AssertionError when it keeps the connection open
     */
    String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "the connection stays open after: " + all.toString(StandardCharsets.ISO_8859_1), e);
        } catch (SocketException e) {
            // Cut: what came before counts.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** What comes until this text has come. */
    String readUntil(String text) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String so = "";
        while (!so.contains(text)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("closed before it said " + text + ": " + so);
            }
            all.write(next);
            so = all.toString(StandardCharsets.ISO_8859_1);
        }
        return so;
    }

    /** The bytes that come next, exactly so many; empty at the end. */
    byte[] read(int length) throws IOException {
        try {
            byte[] bytes = socket.getInputStream().readNBytes(length);
            return bytes.length < length ? new byte[0] : bytes;
        } catch (SocketException e) {
            return new byte[0];
        }
    }

    /** How many answers a text holds. */
    static long answers(String text) {
        return STATUS_LINES.matcher(text).results().count();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
