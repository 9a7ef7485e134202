package io.tiphys.gateway.workflow;

import java.util.Optional;

/** Finds in a text what escapes can smuggle in and no UTF-8 text can hold. */
final class UnreadableText {
    private UnreadableText() {}

    /** What is wrong with it; empty when nothing is. */
    static Optional<String> in(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == 0) {
                return Optional.of("The text has a NUL character.");
            }
            if (Character.isHighSurrogate(one)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(one)) {
                return Optional.of("The text has half of a surrogate pair, which is no character.");
            }
        }
        return Optional.empty();
    }
}
