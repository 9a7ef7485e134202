package io.tiphys.gateway.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * HTTP/2 with prior knowledge, frame by frame, with many streams at once, as no client library lets one misuse it. One thread
 * writes, another reads all answers.
 */
final class FrameClient implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    /** The setting of HTTP/2 that bounds the streams of a connection. */
    static final int MAX_CONCURRENT_STREAMS = 3;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_FRAME = 16_384;

    private final Socket socket;
    private final OutputStream out;
    private final Map<Integer, Queue<Http2Headers>> heads = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> resets = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> settings = new ConcurrentHashMap<>();
    private final Queue<Integer> goneAway = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;
    private int stream = -1;

    FrameClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        out.write(PREFACE);
        frame(SETTINGS, 0, 0, new byte[0]);
        Thread.ofVirtual().start(this::read);
    }

    /** Opens a stream with a head: names and values in turn. */
    int open(boolean complete, String... namesAndValues) {
        stream += 2;
        frame(HEADERS, END_HEADERS | (complete ? END_STREAM : 0), stream, block(namesAndValues));
        return stream;
    }

    /** Opens a call over gRPC, whose message is still to come. */
    int openGrpc(String path, String... more) {
        String[] all = new String[12 + more.length];
        String[] head = {
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            path,
            ":authority",
            "x",
            "content-type",
            "application/grpc",
            "te",
            "trailers"
        };
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(more, 0, all, head.length, more.length);
        return open(false, all);
    }

    /** The number of a stream that nothing was written for yet. */
    int next() {
        stream += 2;
        return stream;
    }

    /** Fields that are not remembered, as HPACK writes them. */
    static byte[] block(String... namesAndValues) {
        ByteBuf block = Unpooled.buffer();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block.writeByte(0);
            literal(block, namesAndValues[i]);
            literal(block, namesAndValues[i + 1]);
        }
        return bytes(block);
    }

    static void literal(ByteBuf block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 0x7f) {
            block.writeByte(bytes.length);
        } else {
            block.writeByte(0x7f);
            int rest = bytes.length - 0x7f;
            while (rest >= 0x80) {
                block.writeByte(rest & 0x7f | 0x80);
                rest >>= 7;
            }
            block.writeByte(rest);
        }
        block.writeBytes(bytes);
    }

    static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    /** Writes a head in as many frames as it needs. */
    void head(int of, byte[] block) {
        int sent = Math.min(block.length, LONGEST_FRAME);
        frame(HEADERS, END_STREAM | (sent == block.length ? END_HEADERS : 0), of, java.util.Arrays.copyOf(block, sent));
        while (sent < block.length) {
            int end = Math.min(block.length, sent + LONGEST_FRAME);
            frame(
                    CONTINUATION,
                    end == block.length ? END_HEADERS : 0,
                    of,
                    java.util.Arrays.copyOfRange(block, sent, end));
            sent = end;
        }
    }

    /** Writes a frame; nothing once the other side has closed. */
    void frame(int type, int flags, int of, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(of).put(payload);
        try {
            out.write(frame.array());
        } catch (IOException e) {
            ended = true;
        }
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1 << 20);
            while (true) {
                int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int of = in.readInt();
                take(decoder, type, flags, of, in.readNBytes(length));
            }
        } catch (IOException | Http2Exception e) {
            ended = true;
        }
    }

    private void take(DefaultHttp2HeadersDecoder decoder, int type, int flags, int of, byte[] payload)
            throws Http2Exception {
        ByteBuf bytes = Unpooled.wrappedBuffer(payload);
        switch (type) {
            case HEADERS ->
                heads.computeIfAbsent(of, key -> new ConcurrentLinkedQueue<>()).add(decoder.decodeHeaders(of, bytes));
            case RST_STREAM -> resets.put(of, bytes.readInt());
            case GOAWAY -> goneAway.add(bytes.skipBytes(4).readInt());
            case SETTINGS -> {
                while (bytes.isReadable()) {
                    settings.put(bytes.readUnsignedShort(), bytes.readInt());
                }
            }
            default -> {}
        }
    }

    Map<Integer, Integer> settings() {
        return settings;
    }

    /** The streams that the other side has reset, with its codes. */
    Map<Integer, Integer> resets() {
        return resets;
    }

    /** The value of a field of a stream's answer, its trailers among them; empty while there is none. */
    String answered(int of, String field) {
        for (Http2Headers head : heads.getOrDefault(of, new ArrayDeque<>())) {
            if (head.contains(field)) {
                return head.get(field).toString();
            }
        }
        return "";
    }

    /** How many answers have this value of a field. */
    long answersWith(String field, String value) {
        return heads.keySet().stream()
                .filter(of -> answered(of, field).equals(value))
                .count();
    }

    /** Whether the other side has ended the connection, or said that it will. */
    boolean isEnded() {
        return ended || !goneAway.isEmpty();
    }

    /** With which codes the other side said that it ends the connection. */
    Queue<Integer> goneAway() {
        return goneAway;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
