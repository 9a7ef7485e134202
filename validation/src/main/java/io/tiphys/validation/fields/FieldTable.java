package io.tiphys.validation.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The fields that a line of Argo releases knows, as {@code tools/workflow-fields} derives them from its OpenAPI document.
 * Immutable.
 */
public final class FieldTable {
    /**
     * An object type.
     *
     * @param name its name
     * @param fields the type of each field, by name
     * @param removed fields that earlier releases had and this one drops without a word: what to use instead, by name
     */
    public record ObjectType(String name, Map<String, FieldType> fields, Map<String, String> removed) {}

    private static final FieldTable ARGO_4_0 = load("argo-4.0-fields.json");

    private final Map<String, ObjectType> types;

    private FieldTable(Map<String, ObjectType> types) {
        this.types = types;
    }

    /** The fields of Argo Workflows 4.0. */
    public static FieldTable argo40() {
        return ARGO_4_0;
    }

    /** A type that the table has. */
    public ObjectType type(String name) {
        return Objects.requireNonNull(types.get(name), name);
    }

    private static FieldTable load(String resource) {
        try (InputStream stream = FieldTable.class.getResourceAsStream(resource)) {
            JsonNode table = new ObjectMapper().readTree(Objects.requireNonNull(stream, resource));
            Map<String, ObjectType> types = new HashMap<>();
            for (Map.Entry<String, JsonNode> type : table.required("types").properties()) {
                Map<String, FieldType> fields = new TreeMap<>();
                type.getValue()
                        .properties()
                        .forEach(field -> fields.put(
                                field.getKey(), FieldType.of(field.getValue().textValue())));
                types.put(type.getKey(), new ObjectType(type.getKey(), fields, removed(table, type.getKey())));
            }
            return new FieldTable(types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> removed(JsonNode table, String type) {
        Map<String, String> removed = new HashMap<>();
        table.required("removed")
                .path(type)
                .properties()
                .forEach(field -> removed.put(field.getKey(), field.getValue().textValue()));
        return removed;
    }
}
