package io.tiphys.gateway.testbed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Copies the body of an HTTP/1.1 message as it comes, piece by piece, so that streams stay streams (RFC 9112, 6 and 7). */
final class HttpBody {
    private static final int BUFFER = 16 * 1024;

    private HttpBody() {}

    /** The body of a request: none unless its head announces one. */
    static void copyRequest(HttpHead head, InputStream in, OutputStream out) throws IOException {
        if (head.chunked()) {
            copyChunks(in, out);
        } else {
            copyBytes(in, out, Long.parseLong(head.header("content-length").orElse("0")));
        }
    }

    /** The body of an answer. */
    static void copyResponse(String method, HttpHead head, InputStream in, OutputStream out) throws IOException {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return;
        }
        if (head.chunked()) {
            copyChunks(in, out);
        } else if (endsWithConnection(head)) {
            copyRest(in, out);
        } else {
            copyBytes(in, out, Long.parseLong(head.header("content-length").orElseThrow()));
        }
    }

    /** Whether the end of an answer's body is the end of its connection. */
    static boolean endsWithConnection(HttpHead head) {
        return !head.chunked()
                && head.header("content-length").isEmpty()
                && head.status() != 204
                && head.status() != 304;
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
        long size;
        do {
            String line = HttpHead.readLine(in);
            size = Long.parseLong(line.split(";")[0].strip(), 16);
            writeLine(out, line);
            if (size > 0) {
                copyBytes(in, out, size);
                writeLine(out, HttpHead.readLine(in));
            }
        } while (size > 0);
        String trailer;
        do {
            trailer = HttpHead.readLine(in);
            writeLine(out, trailer);
        } while (!trailer.isEmpty());
        out.flush();
    }

    private static void writeLine(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void copyBytes(InputStream in, OutputStream out, long count) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = count; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException("the other side ended in the middle of a body");
            }
            out.write(buffer, 0, read);
            out.flush();
            left -= read;
        }
    }

    private static void copyRest(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
    }
}
