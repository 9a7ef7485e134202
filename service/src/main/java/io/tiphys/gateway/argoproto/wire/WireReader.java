package io.tiphys.gateway.argoproto.wire;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads protobuf's wire format as far as Argo's generated Go code and other readers agree, and refuses the rest: tags and
 * lengths of more than 32 bits, which Go accepts and others truncate, and texts that are not UTF-8, which Go keeps. Not
 * thread-safe.
 */
public final class WireReader {
    public static final int VARINT = 0;
    static final int FIXED64 = 1;
    public static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    private static final int LONGEST_VARINT = 10;
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final CodedInputStream in;

    public WireReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private WireReader(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.end = start + length;
        this.in = CodedInputStream.newInstance(bytes, start, length);
    }

    public boolean hasMore() {
        return position() < end;
    }

    /** The current position, for {@link #since}. */
    public int position() {
        return start + in.getTotalBytesRead();
    }

    /** The bytes read since a position. */
    public byte[] since(int from) {
        return Arrays.copyOfRange(bytes, from, position());
    }

    /** All unread bytes. */
    public byte[] rest() {
        return take(end - position());
    }

    /** The number of the next field, shifted by 3, with its wire type. */
    public int tag() {
        long tag = varint();
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            throw new WireFault("a field number is out of range");
        }
        return (int) tag;
    }

    /** A varint of at most 10 bytes; bits beyond the 64th are dropped, as in other readers. */
    public long varint() {
        int from = position();
        try {
            long number = in.readRawVarint64();
            if (bytes[position() - 1] >= 0) {
                return number;
            }
            throw tooLong(); // the library accepts ten bytes that announce an eleventh; Go refuses them
        } catch (IOException e) {
            throw position() - from < LONGEST_VARINT ? new WireFault("it ends within a number") : tooLong();
        }
    }

    private static WireFault tooLong() {
        return new WireFault("a number has more than " + LONGEST_VARINT + " bytes");
    }

    /** Returns a reader of a nested message, and skips the message in this reader. */
    public WireReader message() {
        int length = length();
        WireReader message = new WireReader(bytes, position(), length);
        advance(length);
        return message;
    }

    public byte[] bytes() {
        return take(length());
    }

    public String string() {
        int length = length();
        int from = position();
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            verifyUtf8(from, length);
        }
        advance(length);
        return text;
    }

    private byte[] take(int length) {
        int from = position();
        advance(length);
        return since(from);
    }

    /** Skips the value of a field. */
    public void skip(int wireType) {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case FIXED32 -> advance(Integer.BYTES);
            case LENGTH_DELIMITED -> advance(length());
            default -> throw new WireFault("it has a group, which no message of Argo has");
        }
    }

    /** Skips the value of an unknown field, and returns whether the value is entirely zero or empty. */
    boolean skipsNothing(int wireType) {
        if (wireType == LENGTH_DELIMITED) {
            return message().saysNothing(MessageReader.DEEPEST);
        }
        int from = position();
        skip(wireType);
        return isZero(from);
    }

    // Go writes the fields of a struct even when all are empty: a message with only such fields has no content.
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
            return false; // a text, not a message
        }
    }

    private boolean isZero(int from) {
        for (int index = from; index < position(); index++) {
            if (bytes[index] != 0) {
                return false;
            }
        }
        return true;
    }

    private void advance(int length) {
        try {
            in.skipRawBytes(length);
        } catch (IOException e) {
            throw new WireFault("it ends within a number");
        }
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > end - position()) {
            throw new WireFault("it ends within a text or a message");
        }
        return (int) length;
    }

    private void verifyUtf8(int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
        } catch (CharacterCodingException e) {
            throw new WireFault("a text is not UTF-8");
        }
    }
}
