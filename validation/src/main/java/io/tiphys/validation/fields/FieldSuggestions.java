package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
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
    private static final int MOST_CONTAINING = 2;
    private static final int SHORTEST_PART = 4;

    /** The types around most others, the nearest first, in words. */
    private static final Map<String, String> AROUND =
            new TreeMap<>(Map.of("Template", "the template", "WorkflowSpec", "the spec"));

    /** Pods and containers have a field of the same name with other fields. */
    private static final Map<String, String> NAMESAKES =
            Map.of("PodSecurityContext", "SecurityContext", "SecurityContext", "PodSecurityContext");

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

    /** A hint to the parts of the type with such a field; null for none. */
    @Nullable
    String parts(String field) {
        List<String> parts = owner.fields().entrySet().stream()
                .filter(part -> isIn(part, field))
                .map(part -> "'" + part.getKey() + "'")
                .toList();
        return parts.isEmpty() ? null : parts.stream().collect(Collectors.joining(" or ", "It is a field of ", "."));
    }

    /** A hint to the member of an object that has such a field and is empty: the field is not indented; null for none. */
    @Nullable
    String empty(String field, ManifestObject object) {
        return owner.fields().entrySet().stream()
                .filter(part -> isIn(part, field))
                .map(Map.Entry::getKey)
                .filter(part ->
                        object.find(part) instanceof ManifestScalar scalar && scalar.type() == ManifestScalar.Type.NULL)
                .findFirst()
                .map(part -> "Indent it below '" + part + "', which is empty here.")
                .orElse(null);
    }

    /** A hint to the fields whose names contain such a name, or are part of it; null for none. */
    @Nullable
    String containing(String field) {
        List<String> names = owner.fields().keySet().stream()
                .filter(known -> field.length() >= SHORTEST_PART && (isPart(known, field) || isPart(field, known)))
                .map(known -> "'" + known + "'")
                .toList();
        return names.isEmpty() || names.size() > MOST_CONTAINING
                ? null
                : "Did you mean " + String.join(" or ", names) + "?";
    }

    /** Whether a name begins or ends with the whole words of another. */
    private static boolean isPart(String name, String words) {
        int rest = name.length() - words.length();
        return rest > 0
                && words.length() >= SHORTEST_PART
                && (name.startsWith(words) && Character.isUpperCase(name.charAt(words.length()))
                        || name.regionMatches(true, rest, words, 0, words.length())
                                && Character.isUpperCase(name.charAt(rest)));
    }

    /** A hint to the types around this one that have such a field; null for none. */
    @Nullable
    String around(String field) {
        if (field.equals("name")) {
            return null; // nearly every type has one
        }
        String namesake = NAMESAKES.get(owner.name());
        if (namesake != null && table.type(namesake).fields().containsKey(field)) {
            return "It is a field of the securityContext of "
                    + (namesake.startsWith("Pod") ? "the template or of the spec." : "a container.");
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
