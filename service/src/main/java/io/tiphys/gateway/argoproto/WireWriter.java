package io.tiphys.gateway.argoproto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Writes the few fields that the gateway adds to a message, and copies others. Not thread-safe. */
final class WireWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    WireWriter message(int number, byte[] message) {
        varint((long) number << 3 | WireReader.LENGTH_DELIMITED);
        varint(message.length);
        bytes.writeBytes(message);
        return this;
    }

    WireWriter string(int number, String text) {
        return message(number, text.getBytes(UTF_8));
    }

    WireWriter number(int number, long value) {
        varint((long) number << 3 | WireReader.VARINT);
        varint(value);
        return this;
    }

    /** Fields that are written already. */
    WireWriter copy(byte[] fields) {
        bytes.writeBytes(fields);
        return this;
    }

    /** A map, in the order of its keys. */
    WireWriter map(int number, Map<String, String> entries) {
        new TreeMap<>(entries)
                .forEach((key, value) -> message(
                        number, new WireWriter().string(1, key).string(2, value).toBytes()));
        return this;
    }

    /** What was written so far. */
    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
