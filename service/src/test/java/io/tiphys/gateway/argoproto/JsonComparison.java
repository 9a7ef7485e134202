package io.tiphys.gateway.argoproto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds where two JSON trees say something else. Numbers are compared by value. */
public final class JsonComparison {
    /** Fields that only older releases have, which Argo 4.0 reads over. */
    private static final Set<String> EARLIER = Set.of("schedule", "semaphore", "mutex", "podPriority");

    private final List<String> differences = new ArrayList<>();

    private JsonComparison() {}

    /** Where the first is not what the second is. */
    static List<String> differences(JsonNode one, JsonNode other) {
        JsonComparison comparison = new JsonComparison();
        comparison.compare("", one, other, false);
        return comparison.differences;
    }

    /** The same, but that the first may leave out what is empty in the second, and may have fields of older releases. */
    public static List<String> differencesButForEmptyOnes(JsonNode brief, JsonNode full) {
        JsonComparison comparison = new JsonComparison();
        comparison.compare("", brief, full, true);
        return comparison.differences;
    }

    private void compare(String path, JsonNode one, JsonNode other, boolean brief) {
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compareFields(path + "/" + name, name, one, other, brief);
            }
        } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int index = 0; index < one.size(); index++) {
                compare(path + "/" + index, one.get(index), other.get(index), brief);
            }
        } else if (!(isEmptyList(one) && isEmptyList(other)) && !equal(one, other)) {
            differences.add(path + ": " + one + " is not " + other);
        }
    }

    private void compareFields(String path, String name, JsonNode one, JsonNode other, boolean brief) {
        JsonNode left = one.get(name) instanceof NullNode ? null : one.get(name);
        JsonNode right = other.get(name) instanceof NullNode ? null : other.get(name);
        if (left != null && right != null) {
            compare(path, left, right, brief);
        } else if (left != null || right != null) {
            boolean allowed = brief && (right != null ? isEmpty(right) : EARLIER.contains(name));
            if (!allowed) {
                differences.add(path + ": " + left + " is not " + right);
            }
        }
    }

    private static boolean equal(JsonNode one, JsonNode other) {
        return (one.isNumber() && other.isNumber())
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    // Go writes null for a list that was never made.
    private static boolean isEmptyList(JsonNode value) {
        return value.isNull() || (value.isArray() && value.isEmpty());
    }

    private static boolean isEmpty(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode part : value) {
                if (!isEmpty(part)) {
                    return false;
                }
            }
            return true;
        }
        return value.isNull()
                || value.asText().isEmpty()
                || value.asText().equals("0")
                || value.asText().equals("false");
    }
}
