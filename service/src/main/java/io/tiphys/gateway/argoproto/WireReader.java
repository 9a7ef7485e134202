package io.tiphys.gateway.argoproto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads protobuf's wire format where Argo's generated Go code and every other reader agree, and refuses the rest: tags and
 * lengths of more than 32 bits, which Go takes whole and others cut off, and texts that are not UTF-8, which Go keeps.
 * Not thread-safe.
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int end;
    private int position;

    WireReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private WireReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    boolean hasMore() {
        return position < end;
    }

    /** Where it stands, for {@link #since}. */
    int position() {
        return position;
    }

    /** What was read since then. */
    byte[] since(int start) {
        return Arrays.copyOfRange(bytes, start, position);
    }

    /** All that has not been read. */
    byte[] rest() {
        int start = position;
        position = end;
        return since(start);
    }

    /** The number of the next field, shifted by 3, with its wire type. */
    int tag() {
        long tag = varint();
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            throw new WireFault("a field number is out of range");
        }
        return (int) tag;
    }

    /** A varint of at most 10 bytes; bits beyond the 64th are lost, as everywhere. */
    long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == end) {
                throw new WireFault("it ends within a number");
            }
            byte next = bytes[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new WireFault("a number has more than 10 bytes");
    }

    /** A message, which is read by a reader of its own; this one goes on behind it. */
    WireReader message() {
        int length = length();
        position += length;
        return new WireReader(bytes, position - length, position);
    }

    byte[] bytes() {
        int length = length();
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    String string() {
        int length = length();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            verifyUtf8(length);
        }
        position += length;
        return text;
    }

    /** Passes over the value of a field. */
    void skip(int wireType) {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case FIXED32 -> advance(Integer.BYTES);
            case LENGTH_DELIMITED -> advance(length());
            default -> throw new WireFault("it has a group, which no message of Argo has");
        }
    }

    /** Passes over the value of a field that is not known, and says whether it is zero or empty all through. */
    boolean skipsNothing(int wireType) {
        if (wireType == LENGTH_DELIMITED) {
            return message().saysNothing(MessageReader.DEEPEST);
        }
        int start = position;
        skip(wireType);
        return isZero(start);
    }

    // Go writes the fields of a struct even when all are empty: a message of nothing but such fields says nothing.
    private boolean saysNothing(int deepest) {
        try {
            boolean nothing = true;
            while (nothing && hasMore()) {
                nothing = switch (tag() & 7) {
                    case VARINT -> varint() == 0;
                    case LENGTH_DELIMITED -> deepest > 0 && message().saysNothing(deepest - 1);
                    default -> false;
                };
            }
            return nothing;
        } catch (WireFault e) {
            return false; // a text that is no message
        }
    }

    private boolean isZero(int start) {
        for (int index = start; index < position; index++) {
            if (bytes[index] != 0) {
                return false;
            }
        }
        return true;
    }

    private void advance(int length) {
        if (length > end - position) {
            throw new WireFault("it ends within a number");
        }
        position += length;
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > end - position) {
            throw new WireFault("it ends within a text or a message");
        }
        return (int) length;
    }

    private void verifyUtf8(int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, position, length));
        } catch (CharacterCodingException e) {
            throw new WireFault("a text is not UTF-8");
        }
    }
}
