package io.tiphys.validation.fields;

import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.finding.SimilarWords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the field that was probably meant by an unknown one. */
public final class FieldSuggestions {
    private static final int MOST_LISTED = 12;

    /** The types around most others, the nearest first, in words. */
    private static final Map<String, String> AROUND =
            new TreeMap<>(Map.of("Template", "the template", "WorkflowSpec", "the spec"));

    private final FieldTable table;
    private final ObjectType owner;

    FieldSuggestions(FieldTable table, ObjectType owner) {
        this.table = table;
        this.owner = owner;
    }

    /** A hint with all fields of the type; null if they are too many to read. */
    @Nullable
    String all() {
        return owner.fields().isEmpty() || owner.fields().size() > MOST_LISTED
                ? null
                : "The fields are: " + String.join(", ", owner.fields().keySet()) + ".";
    }

    /** The most similar field of the type; null for none. */
    @Nullable
    String similarTo(String field) {
        return SimilarWords.to(field, owner.fields().keySet());
    }

    /** A hint to the parts of the type with such a field, or to the types around it; null for none. */
    @Nullable
    String elsewhere(String field) {
        List<String> parts = owner.fields().entrySet().stream()
                .filter(part -> isIn(part, field))
                .map(part -> "'" + part.getKey() + "'")
                .toList();
        if (!parts.isEmpty()) {
            return parts.stream().collect(Collectors.joining(" or ", "It is a field of ", "."));
        }
        return AROUND.entrySet().stream()
                .filter(around -> table.type(around.getKey()).fields().containsKey(field))
                .map(around -> "It is a field of " + around.getValue() + ".")
                .findFirst()
                .orElse(null);
    }

    private boolean isIn(Map.Entry<String, FieldType> part, String field) {
        FieldType type = part.getValue() instanceof ListOf list ? list.element() : part.getValue();
        return type instanceof Named named
                && !named.name().equals(owner.name())
                && table.type(named.name()).fields().containsKey(field);
    }
}
