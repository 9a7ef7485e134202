package io.tiphys.gateway.server;

import io.netty.buffer.ByteBuf;

/** What has to be known of a line of HTTP/1, however the bytes come. Used by one thread. */
final class ConnectionLine {
    private static final int NONE = -1;

    /** So many digits are more than any chunk has bytes. */
    private static final int MOST_DIGITS = 15;

    private int first = NONE;
    private int length;
    private boolean complete;
    private long number;
    private int digits;
    private boolean numberEnded;

    /** Its beginning has passed, and was neither blank nor empty. */
    void begunElsewhere() {
        first = 'G';
        length = 2;
    }

    /** The next line begins. */
    void next() {
        first = NONE;
        length = 0;
        complete = false;
        number = 0;
        digits = 0;
        numberEnded = false;
    }

    /** Reads until its end, or that of the bytes; the index behind what was read. */
    int read(ByteBuf bytes, int at) {
        int feed = bytes.indexOf(at, bytes.writerIndex(), (byte) '\n');
        int end = feed < 0 ? bytes.writerIndex() : feed;
        if (first == NONE && end > at) {
            first = bytes.getByte(at);
        }
        for (int i = at; i < end && !numberEnded; i++) {
            digit(bytes.getByte(i));
        }
        length += end - at;
        complete = feed >= 0;
        return complete ? end + 1 : end;
    }

    private void digit(byte octet) {
        int value = Character.digit(octet, 16);
        if (value < 0 || digits > MOST_DIGITS) {
            numberEnded = true;
        } else {
            number = number << 4 | value;
            digits++;
        }
    }

    /** Whether its end has been read. */
    boolean isComplete() {
        return complete;
    }

    /** Whether it goes on with the line before. */
    boolean isFolded() {
        return first == ' ' || first == '\t';
    }

    /** Whether there is nothing in it. */
    boolean isBlank() {
        return length == 0 || length == 1 && first == '\r';
    }

    /** The hexadecimal number that it begins with; negative when there is none that a body could have as its length. */
    long hexadecimal() {
        return digits == 0 || digits > MOST_DIGITS ? -1 : number;
    }
}
