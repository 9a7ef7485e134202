package io.tiphys.validation.document.bounds;

import io.tiphys.validation.document.DocumentRule;
import java.util.Optional;

/** Finds characters that only an escape can produce: those that UTF-8 cannot encode, or that no container can receive. */
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
