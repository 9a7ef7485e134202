package io.tiphys.validation.document.bounds;

import java.util.stream.IntStream;

/** Shared texts of one character: half a million values of a document cannot be longer. They use no additional memory. */
final class SharedTexts {
    private static final String[] SINGLE =
            IntStream.range(0, 0x80).mapToObj(Character::toString).toArray(String[]::new);

    private SharedTexts() {}

    static String shared(String text) {
        return text.length() == 1 && text.charAt(0) < SINGLE.length ? SINGLE[text.charAt(0)] : text;
    }
}
