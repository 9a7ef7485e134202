package io.tiphys.validation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a value that a schema limits. A few dozen of the thousands of fields have limits, so the copy that the schema
 * library needs is small. A schema with a keyword that may concern any part limits the whole value. Immutable after {@link #of};
 * thread-safe.
 */
final class LimitedParts {
    private static final String REFERENCE = "$ref";
    private static final String DEFINITION = "#/$defs/";

    /** The keywords that concern the value itself, or the members and elements that the schema names. */
    private static final Set<String> KNOWN = Set.of(
            "properties",
            "items",
            "enum",
            "pattern",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems");

    private final Map<String, LimitedParts> members = new HashMap<>();
    private @Nullable LimitedParts elements;
    private boolean whole;

    private LimitedParts() {}

    /**
     * The parts that a schema limits.
     *
     * @param definitions the schema's {@code $defs}, which may refer to each other
     */
    static LimitedParts of(JsonNode schema, JsonNode definitions) {
        return of(schema, definitions, new HashMap<>());
    }

    private static LimitedParts of(JsonNode schema, JsonNode definitions, Map<String, LimitedParts> read) {
        String reference = schema.path(REFERENCE).asText("");
        if (schema.size() == 1 && reference.startsWith(DEFINITION)) {
            String name = reference.substring(DEFINITION.length());
            LimitedParts known = read.get(name);
            if (known != null) {
                return known;
            }
            LimitedParts parts = new LimitedParts();
            read.put(name, parts); // before its content, which may refer to it
            parts.fill(definitions.required(name), definitions, read);
            return parts;
        }
        LimitedParts parts = new LimitedParts();
        parts.fill(schema, definitions, read);
        return parts;
    }

    private void fill(JsonNode schema, JsonNode definitions, Map<String, LimitedParts> read) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            whole |= !KNOWN.contains(keyword.getKey());
        }
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            members.put(member.getKey(), of(member.getValue(), definitions, read));
        }
        if (schema.has("items")) {
            elements = of(schema.path("items"), definitions, read);
        }
    }

    /** Whether any part may be limited. */
    boolean isWhole() {
        return whole;
    }

    /** The limited parts of a member; null when nothing of the member is limited. */
    @Nullable
    LimitedParts member(String key) {
        return members.get(key);
    }

    /** The limited parts of each element; null when nothing of an element is limited. */
    @Nullable
    LimitedParts element() {
        return elements;
    }
}
