package io.tiphys.validation.document;

import java.util.Optional;

/** Finds in a text what an escape can smuggle in and no UTF-8 text can hold, or no container be given. */
final class Readability {
    private Readability() {}

    /** The first flaw; empty when there is none. */
    static Optional<DocumentRule> flawOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == 0) {
                return Optional.of(DocumentRule.NUL_CHARACTER);
            }
            if (Character.isSurrogate(one)) {
                if (!startsPair(text, i)) {
                    return Optional.of(DocumentRule.LONE_SURROGATE);
                }
                i++;
            }
        }
        return Optional.empty();
    }

    private static boolean startsPair(String text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }
}
