package io.tiphys.gateway.argo.selector;

import io.tiphys.gateway.argo.selector.LabelRequirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Kubernetes label selector, parsed and applied as in Kubernetes (apimachinery v0.36, {@code pkg/labels/selector.go}).
 * Immutable.
 *
 * @param requirements the requirements, all of which must match
 */
public record LabelSelector(List<LabelRequirement> requirements) {
    /** The selector that matches everything. */
    public static final LabelSelector ALL = new LabelSelector(List.of());

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    public boolean matches(Map<String, String> labels) {
        for (LabelRequirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalArgumentException when the text is not a label selector; the message is for the caller */
    public static LabelSelector parse(String text) {
        SelectorTokens tokens = new SelectorTokens(text);
        List<LabelRequirement> requirements = new ArrayList<>();
        if (tokens.peek().equals(SelectorTokens.END)) {
            return ALL;
        }
        while (true) {
            requirements.add(requirement(tokens));
            String next = tokens.take();
            if (next.equals(SelectorTokens.END)) {
                return new LabelSelector(requirements);
            }
            if (!next.equals(",")) {
                throw expected("a comma or the end", next);
            }
        }
    }

    private static LabelRequirement requirement(SelectorTokens tokens) {
        boolean absent = tokens.peek().equals("!");
        if (absent) {
            tokens.take();
        }
        String key = tokens.take();
        if (!SelectorTokens.isWord(key)) {
            throw expected("a label's key", key);
        }
        if (absent) {
            return new LabelRequirement(key, Operator.DOES_NOT_EXIST, List.of());
        }
        String next = tokens.peek();
        if (next.equals(SelectorTokens.END) || next.equals(",")) {
            return new LabelRequirement(key, Operator.EXISTS, List.of());
        }
        return switch (tokens.take()) {
            case "=", "==" -> new LabelRequirement(key, Operator.IN, List.of(value(tokens)));
            case "!=" -> new LabelRequirement(key, Operator.NOT_IN, List.of(value(tokens)));
            case ">" -> new LabelRequirement(key, Operator.GREATER_THAN, List.of(value(tokens)));
            case "<" -> new LabelRequirement(key, Operator.LESS_THAN, List.of(value(tokens)));
            case "in" -> new LabelRequirement(key, Operator.IN, values(tokens));
            case "notin" -> new LabelRequirement(key, Operator.NOT_IN, values(tokens));
            default -> throw expected("one of =, ==, !=, <, >, in, notin", next);
        };
    }

    private static String value(SelectorTokens tokens) {
        String next = tokens.peek();
        if (next.equals(SelectorTokens.END) || next.equals(",")) {
            return "";
        }
        if (!SelectorTokens.isWord(next)) {
            throw expected("a value", next);
        }
        return tokens.take();
    }

    /** Values in parentheses; nothing between two commas, or nothing at all, is the empty value. */
    private static List<String> values(SelectorTokens tokens) {
        String open = tokens.take();
        if (!open.equals("(")) {
            throw expected("(", open);
        }
        List<String> values = new ArrayList<>();
        if (tokens.peek().equals(")")) {
            tokens.take();
            return List.of("");
        }
        while (true) {
            values.add(SelectorTokens.isWord(tokens.peek()) ? tokens.take() : "");
            String next = tokens.take();
            if (next.equals(")")) {
                return values;
            }
            if (!next.equals(",")) {
                throw expected("a comma or )", next);
            }
        }
    }

    private static IllegalArgumentException expected(String what, String found) {
        String place = found.equals(SelectorTokens.END) ? "the end" : "'" + found + "'";
        return new IllegalArgumentException("found " + place + " where " + what + " was expected");
    }
}
