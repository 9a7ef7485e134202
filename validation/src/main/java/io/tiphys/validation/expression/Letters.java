package io.tiphys.validation.expression;

/** Classes of characters, as Go's package {@code unicode} has them. */
final class Letters {
    private Letters() {}

    static boolean isSpace(int one) {
        return one == ' ' || one >= '\t' && one <= '\r' || one == 0x85 || one > 0x7F && Character.isSpaceChar(one);
    }

    static boolean isLetterOrDigit(int one) {
        return Character.isLetter(one) || Character.isDigit(one);
    }
}
