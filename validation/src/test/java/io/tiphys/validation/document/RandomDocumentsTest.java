package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.validation.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Random documents, held against what Jackson and SnakeYAML understand. A failure names the seed that makes it again. */
class RandomDocumentsTest {
    private static final int DOCUMENTS = 2_000;
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final ManifestAdditions ADDITIONS =
            new ManifestAdditions(Map.of("tiphys.io/a", "1", "b", "2"), Map.of("tiphys.io/c", "3 \"\u00e9\""));

    private final long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomDocuments documents = new RandomDocuments(random);

    RandomDocumentsTest() {
        System.out.println("RandomDocumentsTest: -Dtiphys.test.seed=" + seed);
    }

    @Test
    void additionsKeepEveryOtherCharacterOfJson() throws IOException {
        for (int i = 0; i < DOCUMENTS; i++) {
            String document = documents.json();

            String result = Manifests.json(document, ADDITIONS);

            assertThat(isSubsequence(document, result) || replaces(document))
                    .as(document)
                    .isTrue();
            assertThat(JACKSON.readTree(result)).as(document).isEqualTo(expected(document));
        }
    }

    @Test
    void jsonIsReadAsJacksonReadsIt() throws IOException {
        for (int i = 0; i < DOCUMENTS; i++) {
            String document = documents.json();

            String written = JsonText.of(Manifests.read(document).root());

            assertThat(JACKSON.readTree(written)).as(document).isEqualTo(JACKSON.readTree(document));
            assertThat(Manifests.read(document).size()).isEqualTo(written.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    void yamlIsReadAsSnakeYamlWroteIt() throws IOException {
        for (int i = 0; i < DOCUMENTS; i++) {
            Map<String, Object> content = documents.content();
            String document = new Yaml(documents.style()).dump(content);

            String json = new String(
                    Manifests.readAs(DocumentFormat.YAML, document).toJson(ManifestAdditions.NONE),
                    StandardCharsets.UTF_8);

            assertThat(JACKSON.readTree(json))
                    .as(document)
                    .isEqualTo(JACKSON.readTree(JACKSON.writeValueAsString(content)));
        }
    }

    @Test
    void garbageIsRefusedAndNothingElseHappens() {
        for (int i = 0; i < DOCUMENTS; i++) {
            String document =
                    documents.damaged(random.nextBoolean() ? documents.json() : new Yaml().dump(documents.content()));
            try {
                Manifests.places(document);
            } catch (UnreadableDocumentException e) {
                assertThat(e.findings()).as(document).isNotEmpty();
            }
        }
    }

    /** A label of the same key, and a null where an object belongs, give way. */
    private static boolean replaces(String document) throws IOException {
        JsonNode metadata = JACKSON.readTree(document).path("metadata");
        return metadata.isNull()
                || metadata.path("labels").isNull()
                || metadata.path("annotations").isNull()
                || metadata.path("labels").has("b");
    }

    private static boolean isSubsequence(String part, String whole) {
        int at = 0;
        for (int i = 0; i < whole.length() && at < part.length(); i++) {
            if (whole.charAt(i) == part.charAt(at)) {
                at++;
            }
        }
        return at == part.length();
    }

    private static JsonNode expected(String document) throws IOException {
        ObjectNode root = (ObjectNode) JACKSON.readTree(document);
        ObjectNode metadata = object(root, "metadata");
        ADDITIONS.labels().forEach(object(metadata, "labels")::put);
        ADDITIONS.annotations().forEach(object(metadata, "annotations")::put);
        return root;
    }

    private static ObjectNode object(ObjectNode parent, String name) {
        return parent.path(name).isObject() ? (ObjectNode) parent.path(name) : parent.putObject(name);
    }
}
