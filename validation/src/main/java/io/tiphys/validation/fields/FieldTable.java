package io.tiphys.validation.fields;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.rule.ArgoVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The fields of an Argo release line, as {@code tools/workflow-fields} derives them from its OpenAPI document.
 * Immutable.
 */
public final class FieldTable {
    /**
     * An object type.
     *
     * @param name its name
     * @param fields the type of each field, by name
     * @param removed fields of earlier releases that this one drops silently: the replacement, by name
     */
    public record ObjectType(String name, Map<String, FieldType> fields, Map<String, String> removed) {}

    private static final Map<ArgoVersion, FieldTable> TABLES = new ConcurrentHashMap<>();

    private final Map<String, ObjectType> types;

    private FieldTable(Map<String, ObjectType> types) {
        this.types = types;
    }

    /** The fields of a release line; read on first use. */
    public static FieldTable of(ArgoVersion version) {
        return TABLES.computeIfAbsent(version, line -> load("argo-" + line + "-fields.json"));
    }

    /** A type of the table. */
    public ObjectType type(String name) {
        return Objects.requireNonNull(types.get(name), name);
    }

    /** The data is read as documents are, because libraries that map JSON to objects load slowly. */
    private static FieldTable load(String resource) {
        try (InputStream stream = FieldTable.class.getResourceAsStream(resource)) {
            byte[] data = Objects.requireNonNull(stream, resource).readAllBytes();
            ManifestObject table = new ManifestReader()
                    .read(data, Optional.of(DocumentFormat.JSON))
                    .root();
            ManifestObject removed = table.object("removed").orElseThrow();
            Map<String, ObjectType> types = new HashMap<>();
            each(table.object("types").orElseThrow(), (type, value) -> {
                Map<String, FieldType> fields = new LinkedHashMap<>();
                each(object(value), (field, notation) -> fields.put(field, FieldType.of(text(notation))));
                Map<String, String> gone = new HashMap<>();
                removed.object(type).ifPresent(it -> each(it, (field, instead) -> gone.put(field, text(instead))));
                types.put(type, new ObjectType(type, fields, gone));
            });
            return new FieldTable(types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void each(ManifestObject object, BiConsumer<String, ManifestNode> visitor) {
        for (ManifestNode member : object.members()) {
            ManifestKey key = Objects.requireNonNull(member.key());
            visitor.accept(key.text(), member);
        }
    }

    private static ManifestObject object(ManifestNode node) {
        return (ManifestObject) node;
    }

    private static String text(ManifestNode node) {
        return ((ManifestScalar) node).text();
    }
}
