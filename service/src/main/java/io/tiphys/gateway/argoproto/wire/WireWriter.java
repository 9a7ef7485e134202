package io.tiphys.gateway.argoproto.wire;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes the fields that the gateway adds to a message, and copies others. Not thread-safe. */
public final class WireWriter {
    private static final int SMALL = 256;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, SMALL);

    /** Writes to memory, which does not fail. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private WireWriter write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public WireWriter message(int number, byte[] message) {
        return write(() -> out.writeByteArray(number, message));
    }

    public WireWriter string(int number, String text) {
        return write(() -> out.writeString(number, text));
    }

    public WireWriter number(int number, long value) {
        return write(() -> out.writeUInt64(number, value));
    }

    /** Copies encoded fields. */
    public WireWriter copy(byte[] fields) {
        return write(() -> out.writeRawBytes(fields));
    }

    /** A map, in the order of its keys. */
    public WireWriter map(int number, Map<String, String> entries) {
        new TreeMap<>(entries)
                .forEach((key, value) -> message(
                        number, new WireWriter().string(1, key).string(2, value).toBytes()));
        return this;
    }

    /** The bytes written so far. */
    public byte[] toBytes() {
        write(out::flush);
        return bytes.toByteArray();
    }
}
