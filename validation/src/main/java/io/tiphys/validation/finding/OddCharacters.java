package io.tiphys.validation.finding;

/** Characters that look like others, or cannot be seen. */
public final class OddCharacters {
    private static final int ASCII = 0x7F;

    private OddCharacters() {}

    /** A sentence about the first of a name, with a space before it; empty for none. */
    public static String note(String name) {
        return name.codePoints()
                .filter(one -> one > ASCII)
                .mapToObj(one -> String.format(
                        Character.isLetterOrDigit(one)
                                ? " It has the letter U+%04X, which only looks alike."
                                : " It has the character U+%04X, which is easy to miss.",
                        one))
                .findFirst()
                .orElse("");
    }
}
