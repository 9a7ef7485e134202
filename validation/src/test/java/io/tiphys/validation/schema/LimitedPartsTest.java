package io.tiphys.validation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ValidationMessage;
import io.tiphys.validation.Manifests;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.rule.ArgoVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitedPartsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DOCUMENTS = 200;
    private static final int DEEPEST = 14;
    private static final List<String> SCALARS = List.of(
            "\"\"",
            "\"a b\"",
            "\"1\"",
            "\"Always\"",
            "0",
            "-1",
            "3",
            "512",
            "100000",
            "true",
            "null",
            "[]",
            "{\"x\": 1}");

    private final Random random = new Random(20_261_130);
    private JsonNode definitions = NODES.objectNode();

    static List<ArgoVersion> versions() {
        return ArgoVersion.known();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void findsTheSameViolationsAsInTheWholeDocument(ArgoVersion version) throws IOException {
        JsonNode data =
                JSON.readTree(ResourceSchema.class.getResourceAsStream("argo-" + version.line() + "-schema.json"));
        definitions = data.required("$defs");
        ResourceSchema schema = ResourceSchema.of(version);
        Set<String> kinds = new TreeSet<>();
        int violated = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            for (Map.Entry<String, JsonNode> kind : data.required("kinds").properties()) {
                ManifestObject specification =
                        Manifests.read(value(kind.getValue(), 0).toString()).root();
                Set<ValidationMessage> whole = schema.violations(kind.getKey(), JsonTree.of(specification));
                assertThat(texts(schema.violations(kind.getKey(), specification)))
                        .as(specification.json())
                        .isEqualTo(texts(whole));
                violated += whole.isEmpty() ? 0 : 1;
                whole.forEach(one -> kinds.add(one.getType()));
            }
        }
        assertThat(violated).isGreaterThan(DOCUMENTS);
        assertThat(kinds).contains("enum", "pattern");
    }

    private static Set<String> texts(Set<ValidationMessage> violations) {
        return violations.stream()
                .map(one -> one.getInstanceLocation() + " " + one.getMessage())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A value that has the parts of a schema, or others. */
    private JsonNode value(JsonNode schema, int depth) throws IOException {
        String reference = schema.path("$ref").asText("");
        if (!reference.isEmpty()) {
            return value(definitions.required(reference.substring("#/$defs/".length())), depth);
        }
        if (depth > 0 && random.nextInt(12) == 0 || depth > DEEPEST) {
            return scalar();
        }
        if (schema.has("properties") || schema.has("x-kubernetes-validations")) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
                if (random.nextInt(3) > 0) {
                    object.set(member.getKey(), value(member.getValue(), depth + 1));
                }
            }
            for (JsonNode field :
                    schema.path("x-kubernetes-validations").path(0).path("fields")) {
                if (random.nextInt(3) == 0) {
                    object.set(field.textValue(), scalar());
                }
            }
            return object.set("unlimited", scalar());
        }
        if (schema.has("items") || schema.has("maxItems") || schema.has("minItems")) {
            ArrayNode array = NODES.arrayNode();
            for (int i = random.nextInt(3); i > 0; i--) {
                array.add(value(schema.path("items"), depth + 1));
            }
            return array;
        }
        JsonNode allowed = schema.path("enum");
        return allowed.isArray() && random.nextBoolean() ? allowed.get(random.nextInt(allowed.size())) : scalar();
    }

    private JsonNode scalar() throws IOException {
        return JSON.readTree(SCALARS.get(random.nextInt(SCALARS.size())));
    }
}
