package io.tiphys.gateway.argoapi;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** HTTP/2 with prior knowledge, frame by frame, for requests that no client library lets one write. Used by one thread. */
final class RawHttp2 implements AutoCloseable {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int HEADER_LENGTH = 9;
    /** The entry of the static table for status 200 (RFC 7541 appendix A), as an indexed field. */
    private static final int STATUS_OK = 0x88;

    /** The instruction of HPACK (RFC 7541 section 6) for a field that is not remembered. */
    private static final int FORGOTTEN = 0;

    private final RawConnection connection;
    private int stream = -1;

    /** What came first on the stream of a request. */
    enum Answer {
        OK,
        OTHER_STATUS,
        RESET,
        CONNECTION_ENDED
    }

    RawHttp2(ArgoApiUnderTest face) throws IOException {
        connection = new RawConnection(face);
        connection.send(PREFACE);
        connection.send(frame(SETTINGS, 0, 0, new byte[0]));
    }

    /** Sends a request without a body: names and values in turn. */
    Answer request(List<String> namesAndValues) throws IOException {
        return head(fields(namesAndValues));
    }

    private Answer head(byte[] block) throws IOException {
        stream += 2;
        connection.send(frame(HEADERS, END_HEADERS | END_STREAM, stream, block));
        return answer();
    }

    private static byte[] fields(List<String> namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            block.write(FORGOTTEN);
            literal(block, namesAndValues.get(i));
            literal(block, namesAndValues.get(i + 1));
        }
        return block.toByteArray();
    }

    private Answer answer() throws IOException {
        while (true) {
            byte[] head = connection.read(HEADER_LENGTH);
            if (head.length == 0) {
                return Answer.CONNECTION_ENDED;
            }
            byte[] payload = connection.read((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff);
            int of = ByteBuffer.wrap(head, 5, 4).getInt();
            if (of != 0 && of != stream) {
                continue; // the rest of an answer that was read far enough
            }
            switch (head[3]) {
                case HEADERS -> {
                    // A change of the table's size may come first.
                    int first = (payload[0] & 0xe0) == 0x20 ? payload[1] & 0xff : payload[0] & 0xff;
                    return first == STATUS_OK ? Answer.OK : Answer.OTHER_STATUS;
                }
                case RST_STREAM -> {
                    return Answer.RESET;
                }
                case GOAWAY -> {
                    return Answer.CONNECTION_ENDED;
                }
                case DATA -> throw new IllegalStateException("a body before its head");
                default -> {}
            }
        }
    }

    private static void literal(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int limit = 0x7f;
        if (bytes.length < limit) {
            out.write(bytes.length);
        } else {
            out.write(limit);
            int rest = bytes.length - limit;
            while (rest >= 0x80) {
                out.write(rest & 0x7f | 0x80);
                rest >>= 7;
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
