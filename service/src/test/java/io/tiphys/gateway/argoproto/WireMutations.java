package io.tiphys.gateway.argoproto;

import io.tiphys.gateway.argoproto.wire.WireFault;
import io.tiphys.gateway.argoproto.wire.WireReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Spoils messages: some byte by byte, most by their fields, with the lengths around them made right again. */
final class WireMutations {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Field(long tag, byte[] value) {}

    private final Random random;

    WireMutations(Random random) {
        this.random = random;
    }

    byte[] mutate(byte[] message) {
        byte[] mutated = message;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            mutated = random.nextInt(4) == 0 ? spoilBytes(mutated) : spoilField(mutated);
        }
        return mutated;
    }

    private byte[] spoilBytes(byte[] message) {
        if (message.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        byte[] copy = message.clone();
        int at = random.nextInt(copy.length);
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(copy, at);
            case 1 -> {
                copy[at] ^= (byte) (1 << random.nextInt(8));
                yield copy;
            }
            default -> {
                copy[at] = (byte) random.nextInt(256);
                yield copy;
            }
        };
    }

    private byte[] spoilField(byte[] message) {
        List<Field> fields = fields(message);
        if (fields == null || fields.isEmpty()) {
            return spoilBytes(message);
        }
        int at = random.nextInt(fields.size());
        Field field = fields.get(at);
        boolean nested = (field.tag() & 7) == WireReader.LENGTH_DELIMITED && fields(field.value()) != null;
        if (nested && field.value().length > 0 && random.nextInt(5) != 0) {
            fields.set(at, new Field(field.tag(), spoilField(field.value())));
            return encode(fields);
        }
        switch (random.nextInt(8)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(random.nextInt(fields.size() + 1), field);
            case 2 -> Collections.swap(fields, at, random.nextInt(fields.size()));
            case 3 -> fields.add(at, new Field((random.nextInt(60) << 3) | (field.tag() & 7), field.value()));
            case 4 -> fields.set(at, new Field((field.tag() & ~7L) | random.nextInt(8), field.value()));
            case 5 -> fields.set(at, new Field(field.tag(), spoilBytes(field.value())));
            case 6 -> fields.add(new Field(field.tag(), spoilBytes(field.value())));
            default -> fields.set(at, new Field(field.tag() | (1L << (29 + random.nextInt(34))), field.value()));
        }
        return encode(fields);
    }

    // A text that happens to look like a message is taken for one: that spoils texts, too.
    private static @Nullable List<Field> fields(byte[] message) {
        try {
            WireReader in = new WireReader(message);
            List<Field> fields = new ArrayList<>();
            while (in.hasMore()) {
                int tag = in.tag();
                switch (tag & 7) {
                    case WireReader.VARINT -> fields.add(new Field(tag, varint(in.varint())));
                    case WireReader.LENGTH_DELIMITED -> fields.add(new Field(tag, in.bytes()));
                    default -> {
                        return null;
                    }
                }
            }
            return fields;
        } catch (WireFault e) {
            return null;
        }
    }

    private static byte[] encode(List<Field> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Field field : fields) {
            out.writeBytes(varint(field.tag()));
            if ((field.tag() & 7) == WireReader.LENGTH_DELIMITED) {
                out.writeBytes(varint(field.value().length));
            }
            out.writeBytes(field.value());
        }
        return out.toByteArray();
    }

    static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }
}
