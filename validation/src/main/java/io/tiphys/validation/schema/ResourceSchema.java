package io.tiphys.validation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.rule.ArgoVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The limits of an Argo release line for the specifications of its kinds. Immutable and thread-safe. */
final class ResourceSchema {
    private static final Map<ArgoVersion, ResourceSchema> SCHEMAS = new ConcurrentHashMap<>();

    private record Limits(JsonSchema schema, LimitedParts parts) {}

    private final Map<String, Limits> kinds = new HashMap<>();

    private ResourceSchema(String resource) {
        JsonMetaSchema metaSchema = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new CelKeyword())
                .build();
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, builder -> builder.metaSchema(metaSchema));
        JsonNode data = data(resource);
        for (Map.Entry<String, JsonNode> kind : data.required("kinds").properties()) {
            ObjectNode schema = kind.getValue().deepCopy();
            schema.set("$defs", data.required("$defs"));
            kinds.put(
                    kind.getKey(),
                    new Limits(factory.getSchema(schema), LimitedParts.of(kind.getValue(), data.required("$defs"))));
        }
    }

    private static JsonNode data(String resource) {
        try (InputStream stream = ResourceSchema.class.getResourceAsStream(resource)) {
            byte[] data = Objects.requireNonNull(stream, resource).readAllBytes();
            return JsonTree.of(new ManifestReader()
                    .read(data, Optional.of(DocumentFormat.JSON))
                    .root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The limits of a release line; read on first use. */
    static ResourceSchema of(ArgoVersion version) {
        return SCHEMAS.computeIfAbsent(version, line -> new ResourceSchema("argo-" + line + "-schema.json"));
    }

    /** The values of a specification that exceed a limit. */
    Set<ValidationMessage> violations(String kind, ManifestObject specification) {
        Limits limits = kinds.get(kind);
        return limits == null ? Set.of() : violations(kind, JsonTree.of(specification, limits.parts()));
    }

    /** As {@link #violations(String, ManifestObject)}, of a copy of the specification. */
    Set<ValidationMessage> violations(String kind, JsonNode specification) {
        Limits limits = kinds.get(kind);
        return limits == null ? Set.of() : limits.schema().validate(specification);
    }
}
