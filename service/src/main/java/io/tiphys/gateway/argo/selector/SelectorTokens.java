package io.tiphys.gateway.argo.selector;

import java.util.Optional;
import java.util.Set;

/**
 * The tokens of a Kubernetes label selector, split as in Kubernetes (apimachinery v0.36, {@code pkg/labels/selector.go},
 * Lexer). Not thread-safe.
 */
final class SelectorTokens {
    /** The end of the text. */
    static final String END = "";

    private static final String SPECIAL = "(),!=<>";
    private static final Set<String> OPERATORS = Set.of("(", ")", ",", "!", "=", "==", "!=", "<", ">");

    private final String text;
    private int position;
    private Optional<String> ahead = Optional.empty();

    SelectorTokens(String text) {
        this.text = text;
    }

    /** The next token, without consuming it; {@link #END} when there is none. */
    String peek() {
        if (ahead.isEmpty()) {
            ahead = Optional.of(scan());
        }
        return ahead.get();
    }

    /** Consumes the next token; {@link #END} when there is none. */
    String take() {
        String token = peek();
        ahead = Optional.empty();
        return token;
    }

    /** Whether a token is a key or a value, and not an operator. */
    static boolean isWord(String token) {
        return !token.equals(END) && SPECIAL.indexOf(token.charAt(0)) < 0;
    }

    private String scan() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
        int start = position;
        if (start == text.length()) {
            return END;
        }
        if (SPECIAL.indexOf(text.charAt(start)) >= 0) {
            boolean two = start + 2 <= text.length() && OPERATORS.contains(text.substring(start, start + 2));
            position += two ? 2 : 1;
        } else {
            while (position < text.length()
                    && SPECIAL.indexOf(text.charAt(position)) < 0
                    && !isBlank(text.charAt(position))) {
                position++;
            }
        }
        return text.substring(start, position);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }
}
