package io.tiphys.gateway.argo.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Kubernetes field selector over the two selectable fields of a custom resource, parsed and applied as in Kubernetes
 * (apimachinery v0.36, {@code pkg/fields/selector.go}). Immutable.
 *
 * @param terms the terms, all of which must match
 */
public record FieldSelector(List<Term> terms) {
    /** The selector that matches everything. */
    public static final FieldSelector ALL = new FieldSelector(List.of());

    /** Argo's keyword for the newest workflow of a namespace. */
    public static final String LATEST = "@latest";

    private static final String NAME = "metadata.name";
    private static final String NAMESPACE = "metadata.namespace";

    /**
     * One comparison.
     *
     * @param ofName whether the term compares the name, and not the namespace
     * @param equal whether the term requires equality, and not inequality
     * @param value the operand
     */
    record Term(boolean ofName, boolean equal, String value) {
        public boolean matches(String namespace, String name) {
            return value.equals(ofName ? name : namespace) == equal;
        }
    }

    public FieldSelector {
        terms = List.copyOf(terms);
    }

    public boolean matches(String namespace, String name) {
        for (Term term : terms) {
            if (!term.matches(namespace, name)) {
                return false;
            }
        }
        return true;
    }

    /** The only name that can match; empty when several can. */
    public Optional<String> name() {
        return terms.stream()
                .filter(term -> term.ofName() && term.equal())
                .map(Term::value)
                .findFirst();
    }

    /**
     * @throws IllegalArgumentException when the text is not a field selector for workflows; the message is for the caller
     */
    public static FieldSelector parse(String text) {
        List<Term> terms = new ArrayList<>();
        StringBuilder term = new StringBuilder();
        boolean escaped = false;
        for (char character : text.toCharArray()) {
            if (character == ',' && !escaped) {
                add(terms, term.toString());
                term.setLength(0);
            } else {
                term.append(character);
            }
            escaped = character == '\\' && !escaped;
        }
        add(terms, term.toString());
        return new FieldSelector(terms);
    }

    private static void add(List<Term> terms, String text) {
        if (text.isEmpty()) {
            return;
        }
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + text + "' has no comparison");
        }
        boolean different = text.charAt(equals - 1) == '!';
        String field = text.substring(0, different ? equals - 1 : equals);
        int value = !different && text.startsWith("==", equals) ? equals + 2 : equals + 1;
        if (!field.equals(NAME) && !field.equals(NAMESPACE)) {
            throw new IllegalArgumentException("workflows cannot be selected by field '" + field + "'");
        }
        terms.add(new Term(field.equals(NAME), !different, unescaped(text.substring(value))));
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '\\') {
                i++;
                if (i == value.length() || "\\,=".indexOf(value.charAt(i)) < 0) {
                    throw new IllegalArgumentException("'" + value + "' has a backslash without a character to escape");
                }
                character = value.charAt(i);
            } else if (character == '=') {
                throw new IllegalArgumentException("'" + value + "' has an = that is not escaped");
            }
            plain.append(character);
        }
        return plain.toString();
    }
}
