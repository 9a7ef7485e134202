package io.tiphys.validation.yaml.text;

/** The character classes of YAML 1.1. */
public final class Characters {
    static final char NEXT_LINE = 0x85;
    public static final char BYTE_ORDER_MARK = 0xFEFF;

    /** Marks the end of the text; no text contains it. */
    public static final char END = 0;

    private static final char LINE_SEPARATOR = 0x2028;
    private static final char PARAGRAPH_SEPARATOR = 0x2029;

    private Characters() {}

    public static boolean isBreak(char one) {
        return one == '\n'
                || one == '\r'
                || one >= NEXT_LINE && (one == NEXT_LINE || one == LINE_SEPARATOR || one == PARAGRAPH_SEPARATOR);
    }

    public static boolean isBreakOrEnd(char one) {
        return one == END || isBreak(one);
    }

    public static boolean isBlank(char one) {
        return one == ' ' || one == '\t';
    }

    public static boolean isBlankOrEnd(char one) {
        return one <= ' ' ? one == ' ' || one == '\n' || one == '\t' || one == '\r' || one == END : isBreak(one);
    }

    public static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }

    /** Whether it is allowed in the name of an anchor or in a handle. */
    public static boolean isWord(char one) {
        return one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z' || isDigit(one) || one == '_' || one == '-';
    }

    /** The value of a hexadecimal digit; -1 for any other character. */
    public static int hexadecimal(char one) {
        return one < 0x80 ? Character.digit(one, 16) : -1;
    }

    /** The index of the first character that YAML forbids, from an index on; the end for none. */
    static int firstUnprintable(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char one = text.charAt(i);
            if (one >= ' ' && one < 0x7F || one == '\n' || one == '\r' || one == '\t') {
                continue;
            }
            if (Character.isHighSurrogate(one) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (one != NEXT_LINE && (one < 0xA0 || Character.isSurrogate(one) || one > 0xFFFD)) {
                return i;
            }
        }
        return end;
    }
}
