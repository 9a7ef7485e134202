package io.tiphys.gateway.idempotency.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.validation.document.reader.ManifestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties of fingerprints, over seeded random documents. */
class DocumentFingerprintTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WORKFLOW = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow",
             "metadata":{"generateName":"hello-","labels":{"a":"b"}},
             "spec":{"entrypoint":"main","arguments":{"parameters":[{"name":"x","value":"1"}]},
              "templates":[{"name":"main","container":{"image":"busybox","args":["a","b"]}}]}}""";
    private static final String SAME_AS_YAML = """
            # the same
            kind: Workflow
            apiVersion: argoproj.io/v1alpha1
            spec:
              templates:
              - container: {args: [a, b], image: busybox}
                name: main
              arguments:
                parameters: [{value: "1", name: x}]
              entrypoint: main
            metadata: {labels: {a: b}, generateName: hello-}
            """;

    private final Random random = new Random(7);

    @Test
    void isTheSameForTheSameDocumentInJsonAndYaml() {
        assertThat(of(WORKFLOW).text()).isEqualTo(of(SAME_AS_YAML).text());
    }

    @Test
    void doesNotSeeTheOrderOfMembersNorWhiteSpace() throws IOException {
        for (int i = 0; i < 300; i++) {
            ObjectNode document = randomDocument();

            DocumentFingerprint shuffled =
                    of(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shuffled(document)));

            assertThat(shuffled.sameAs(of(document.toString())))
                    .as(document.toString())
                    .isTrue();
        }
    }

    @Test
    void seesEveryChangeAndSaysWhereItIs() {
        for (int i = 0; i < 300; i++) {
            ObjectNode document = randomDocument();
            ObjectNode changed = document.deepCopy();
            String place = change(changed);

            List<String> differences = of(document.toString()).differences(of(changed.toString()));

            assertThat(differences).as("%s%n%s", document, changed).hasSize(1);
            assertThat(place).startsWith(differences.getFirst());
            assertThat(of(document.toString()).sameAs(of(changed.toString()))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,1.0,true",
        "100,1e2,true",
        "1,2,false",
        "0.1,0.10,true",
        "1e400,1e401,false",
        "-0,0,true",
        "9007199254740993,9007199254740992,false",
        "1e999999999999,1e999999999998,false"
    })
    void comparesNumbersByTheirValue(String one, String other, boolean same) {
        assertThat(withPriority(one).sameAs(withPriority(other))).isEqualTo(same);
    }

    @Test
    void tellsANumberFromATextThatLooksLikeIt() {
        assertThat(withPriority("1").sameAs(withPriority("\"1\""))).isFalse();
        assertThat(withPriority("true").sameAs(withPriority("\"true\""))).isFalse();
    }

    @Test
    void leavesOutWhatDoesNotCount() {
        String more = WORKFLOW.replace(
                        "\"labels\"",
                        "\"namespace\":\"science\",\"creationTimestamp\":null,"
                                + "\"annotations\":{\"tiphys.io/idempotency-key\":\"k\"},\"labels\"")
                .replace("\"kind\"", "\"status\":{\"startedAt\":null},\"kind\"");

        assertThat(of(more).text()).isEqualTo(of(WORKFLOW).text());
    }

    @Test
    void countsAnnotationsButTheKey() {
        String one = WORKFLOW.replace("\"labels\"", "\"annotations\":{\"a\":\"1\"},\"labels\"");
        String other = WORKFLOW.replace(
                "\"labels\"", "\"annotations\":{\"a\":\"2\",\"tiphys.io/idempotency-key\":\"k\"},\"labels\"");

        assertThat(of(one).differences(of(other))).containsExactly("/metadata/annotations");
    }

    @Test
    void anEmptyObjectIsNotAnAbsentOne() {
        String suspended = WORKFLOW.replace("\"name\":\"main\",", "\"name\":\"main\",\"suspend\":{},");

        assertThat(of(suspended).differences(of(WORKFLOW))).containsExactly("/spec/templates/0");
    }

    @Test
    void survivesBeingWrittenAndRead() {
        DocumentFingerprint fingerprint = of(WORKFLOW);

        DocumentFingerprint read = DocumentFingerprint.parse(fingerprint.text());

        assertThat(read.sameAs(fingerprint)).isTrue();
        assertThat(read.differences(fingerprint)).isEmpty();
        assertThat(DocumentFingerprint.parse("").sameAs(fingerprint)).isFalse();
        assertThat(DocumentFingerprint.parse("2;x;y").sameAs(fingerprint)).isFalse();
    }

    /** A gateway compares a document with the record of a gateway of an earlier version. */
    @Test
    void theTextStaysTheSameForever() {
        assertThat(DocumentFingerprint.ofFields(Map.of("a", "b")).text())
                .isEqualTo("1;psLFfjSKF9DHNt9KBYzIiFok;a:H21i-Zf1");
    }

    @Test
    void canStandInArgosSubmitOptions() {
        DocumentFingerprint fields = DocumentFingerprint.ofFields(Map.of("a=b,c;d:e f\u00e9", "x=y,z", "plain", "1"));

        assertThat(fields.text()).doesNotContain("=", ",", " ");
        assertThat(DocumentFingerprint.parse(fields.text()).differences(fields)).isEmpty();
    }

    @Test
    void staysShortForALargeDocument() {
        StringBuilder templates = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            templates
                    .append(i == 0 ? "" : ",")
                    .append("{\"name\":\"t")
                    .append(i)
                    .append("\",\"suspend\":{}}");
        }
        String large = "{\"kind\":\"Workflow\",\"spec\":{\"templates\":[" + templates + "]}}";

        assertThat(of(large).text()).hasSizeLessThan(4_096);
    }

    private static DocumentFingerprint withPriority(String value) {
        return of("{\"spec\":{\"priority\":" + value + "}}");
    }

    private static DocumentFingerprint of(String document) {
        return DocumentFingerprint.of(new ManifestReader()
                .read(document.getBytes(StandardCharsets.UTF_8), Optional.empty())
                .root());
    }

    private ObjectNode randomDocument() {
        ObjectNode document = JSON.createObjectNode();
        document.put("kind", "Workflow");
        document.set("metadata", randomObject(2));
        document.set("spec", randomObject(4));
        return document;
    }

    private ObjectNode randomObject(int depth) {
        ObjectNode object = JSON.createObjectNode();
        List<String> names = new ArrayList<>(List.of("templates", "arguments", "labels", "a", "b/c", "d~e", "\u00fc"));
        Collections.shuffle(names, random);
        for (String name : names.subList(0, 1 + random.nextInt(names.size()))) {
            object.set(name, randomValue(depth));
        }
        return object;
    }

    private JsonNode randomValue(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> JSON.getNodeFactory().textNode(Integer.toString(random.nextInt(100)));
            case 1 -> JSON.getNodeFactory().numberNode(random.nextInt(1000));
            case 2 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case 3 -> JSON.getNodeFactory().textNode("");
            case 4 -> randomObject(depth - 1);
            default -> {
                ArrayNode array = JSON.createArrayNode();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    array.add(randomValue(depth - 1));
                }
                yield array;
            }
        };
    }

    private JsonNode shuffled(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            ObjectNode result = JSON.createObjectNode();
            names.forEach(name -> result.set(name, shuffled(object.get(name))));
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = JSON.createArrayNode();
            array.forEach(element -> result.add(shuffled(element)));
            return result;
        }
        return node;
    }

    /** Changes one scalar somewhere, and says where. */
    private String change(ObjectNode document) {
        List<Runnable> changes = new ArrayList<>();
        List<String> places = new ArrayList<>();
        collect("", document, changes, places);
        int index = random.nextInt(changes.size());
        changes.get(index).run();
        return places.get(index);
    }

    private static void collect(String pointer, JsonNode node, List<Runnable> changes, List<String> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                String place =
                        pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
                if (member.getValue().isValueNode()) {
                    places.add(place.replace("\u00fc", "%fc."));
                    changes.add(() -> object.put(member.getKey(), "changed"));
                } else {
                    collect(place.replace("\u00fc", "%fc."), member.getValue(), changes, places);
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                if (array.get(i).isValueNode()) {
                    places.add(pointer + "/" + i);
                    changes.add(() -> array.set(index, array.textNode("changed")));
                } else {
                    collect(pointer + "/" + i, array.get(i), changes, places);
                }
            }
        }
    }
}
