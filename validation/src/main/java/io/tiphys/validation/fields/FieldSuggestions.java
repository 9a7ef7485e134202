package io.tiphys.validation.fields;

import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.Named;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what was meant by a field that its type does not have. */
public final class FieldSuggestions {
    private static final int LONGEST_NAME = 64;

    private final FieldTable table;
    private final ObjectType owner;

    FieldSuggestions(FieldTable table, ObjectType owner) {
        this.table = table;
        this.owner = owner;
    }

    /** The field of the type that looks most like it; null when none does. */
    @Nullable
    String similarTo(String field) {
        if (field.length() > LONGEST_NAME) {
            return null;
        }
        String best = null;
        int bestDistance = Math.max(1, field.length() / 4) + 1;
        for (String known : owner.fields().keySet()) {
            int distance = known.equalsIgnoreCase(field) ? 0 : distance(known, field);
            if (distance < bestDistance) {
                best = known;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** A hint to the parts of the type that have such a field; null when none has. */
    @Nullable
    String elsewhere(String field) {
        List<String> parts = owner.fields().entrySet().stream()
                .filter(part -> isIn(part, field))
                .map(part -> "'" + part.getKey() + "'")
                .toList();
        return parts.isEmpty() ? null : parts.stream().collect(Collectors.joining(" or ", "It is a field of ", "."));
    }

    private boolean isIn(Map.Entry<String, FieldType> part, String field) {
        FieldType type = part.getValue() instanceof ListOf list ? list.element() : part.getValue();
        return type instanceof Named named
                && !named.name().equals(owner.name())
                && table.type(named.name()).fields().containsKey(field);
    }

    /** Levenshtein's distance: how many letters have to be put in, taken out or changed. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
