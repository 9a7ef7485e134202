package io.tiphys.gateway.argo.selector;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One requirement of a label selector.
 *
 * @param key the label
 * @param operator the operator
 * @param values the operands; empty for the two operators that test existence
 */
record LabelRequirement(String key, Operator operator, List<String> values) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]++(?:-++[a-z0-9]++)*+(?:\\.[a-z0-9]++(?:-++[a-z0-9]++)*+)*+");
    private static final int LONGEST_PREFIX = 253;

    /** The operators of a label requirement. */
    enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        GREATER_THAN,
        LESS_THAN
    }

    /** @throws IllegalArgumentException for an invalid label key or value; the message is for the caller */
    LabelRequirement {
        values = List.copyOf(values);
        requireKey(key);
        values.forEach(LabelRequirement::requireValue);
        if ((operator == Operator.IN || operator == Operator.NOT_IN) && values.isEmpty()) {
            throw new IllegalArgumentException("'in' and 'notin' need a value");
        }
        if (operator == Operator.GREATER_THAN || operator == Operator.LESS_THAN) {
            values.forEach(LabelRequirement::requireNumber);
        }
    }

    boolean matches(Map<String, String> labels) {
        String value = labels.get(key);
        return switch (operator) {
            case IN -> value != null && values.contains(value);
            case NOT_IN -> value == null || !values.contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
            case GREATER_THAN -> comparesTo(value, 1);
            case LESS_THAN -> comparesTo(value, -1);
        };
    }

    private boolean comparesTo(@Nullable String value, int sign) {
        try {
            return value != null
                    && Integer.signum(Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()))) == sign;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void requireKey(String key) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "" : key.substring(0, slash);
        boolean prefixed = slash < 0
                || prefix.length() <= LONGEST_PREFIX && PREFIX.matcher(prefix).matches();
        if (!prefixed || !NAME.matcher(key.substring(slash + 1)).matches()) {
            throw new IllegalArgumentException("no label can have the key '" + key + "'");
        }
    }

    private static void requireValue(String value) {
        if (!value.isEmpty() && !NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("no label can have the value '" + value + "'");
        }
    }

    private static void requireNumber(String value) {
        try {
            Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'<' and '>' compare with a whole number, not with '" + value + "'", e);
        }
    }
}
