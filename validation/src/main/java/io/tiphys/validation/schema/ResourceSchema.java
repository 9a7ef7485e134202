package io.tiphys.validation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The limits that a line of Argo releases sets to the specifications of its kinds. Immutable and thread-safe. */
final class ResourceSchema {
    private final Map<String, JsonSchema> kinds = new HashMap<>();

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
            kinds.put(kind.getKey(), factory.getSchema(schema));
        }
    }

    private static JsonNode data(String resource) {
        try (InputStream stream = ResourceSchema.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(stream, resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The limits of Argo Workflows 4.0. */
    static ResourceSchema argo40() {
        return Argo40.SCHEMA;
    }

    /** What of a specification is beyond a limit. */
    Set<ValidationMessage> violations(String kind, JsonNode specification) {
        JsonSchema schema = kinds.get(kind);
        return schema == null ? Set.of() : schema.validate(specification);
    }

    /** Loaded when first asked for. */
    private static final class Argo40 {
        private static final ResourceSchema SCHEMA = new ResourceSchema("argo-4.0-schema.json");
    }
}
