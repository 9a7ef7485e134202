package io.tiphys.gateway.argoproto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds what is read against what Argo's own code reads. A failure names the seed that makes its message again. */
class ArgoMessagesIT {
    private static final int RANDOM_REQUESTS = Integer.getInteger("tiphys.test.messages", 2_000);
    private static final int MUTATIONS = 10;
    private static final int ADDITIONS = 100;
    private static final String CREATE = "/workflow.WorkflowService/CreateWorkflow";
    private static final String SUBMIT = "/workflow.WorkflowService/SubmitWorkflow";
    private static final Map<String, String> LABELS = Map.of("tiphys.io/caller", "ada", "default", "theirs");
    private static final Map<String, String> ANNOTATIONS = Map.of("tiphys.io/note", "why");
    private static final int LEAST_EXAMPLES = 190;

    private static ArgoOracle argo;

    private final long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int accepted;
    private int refused;
    private String refusal = "";

    ArgoMessagesIT() {
        System.out.println("ArgoMessagesIT: -Dtiphys.test.seed=" + seed);
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        argo = ArgoOracle.start();
    }

    @AfterAll
    static void end() throws IOException {
        if (argo != null) {
            argo.close();
        }
    }

    @Test
    void readsEveryExampleAsArgoDoes() throws IOException {
        int examples = 0;
        for (Path file : yamlFiles(ArgoOracle.examples())) {
            for (ArgoOracle.Request request : argo.example(file)) {
                examples++;
                assertThat(isReadAlike(request.method(), request.message(), file.toString()))
                        .as(() -> file + ": " + refusal)
                        .isTrue();
            }
        }
        System.out.println("Argo's examples: " + examples + " requests");
        assertThat(examples).isGreaterThan(LEAST_EXAMPLES);
    }

    @Test
    void readsRandomRequestsOfEveryMethodAsArgoDoes() throws IOException {
        List<String> methods = ArgoMessages.methods().stream().sorted().toList();
        for (int one = 0; one < RANDOM_REQUESTS; one++) {
            long number = random.nextLong();
            String method = methods.get(one % methods.size());
            assertThat(isReadAlike(method, argo.random(method, number), "random " + number))
                    .as(() -> method + " " + number + ": " + refusal)
                    .isTrue();
        }
    }

    @Test
    void refusesSpoiltRequestsOrReadsThemAsArgoDoes() throws IOException {
        List<String> methods = ArgoMessages.methods().stream().sorted().toList();
        WireMutations mutations = new WireMutations(random);
        for (int one = 0; one < RANDOM_REQUESTS; one++) {
            String method = methods.get(one % methods.size());
            byte[] message = argo.random(method, random.nextLong());
            for (int time = 0; time < MUTATIONS; time++) {
                isReadAlike(method, mutations.mutate(message), "spoilt with seed " + seed);
            }
        }
        System.out.println("Spoilt requests: " + accepted + " accepted, " + refused + " refused");
        assertThat(accepted).isGreaterThan(RANDOM_REQUESTS);
        assertThat(refused).isGreaterThan(RANDOM_REQUESTS);
    }

    @Test
    void addsMetadataAsArgoMergesIt() throws IOException {
        for (String method : List.of(CREATE, SUBMIT)) {
            for (int one = 0; one < ADDITIONS; one++) {
                byte[] message = argo.random(method, random.nextLong());
                ObjectNode request = ArgoMessages.requestJson(method, message).orElseThrow();

                byte[] added = ArgoMessages.withMetadata(method, message, request, LABELS, ANNOTATIONS);

                JsonNode read = Objects.requireNonNull(
                        argo.read(method, added, Optional.empty()).read());
                add(method, request);
                assertThat(JsonComparison.differencesButForEmptyOnes(request, read))
                        .as("%s, seed %s", method, seed)
                        .isEmpty();
            }
        }
    }

    private static void add(String method, ObjectNode request) {
        if (method.equals(SUBMIT)) {
            ObjectNode options = request.withObjectProperty("submitOptions");
            String earlier = options.path("labels").asText();
            options.put("labels", (earlier.isEmpty() ? "" : earlier + ",") + "default=theirs,tiphys.io/caller=ada");
            earlier = options.path("annotations").asText();
            options.put("annotations", (earlier.isEmpty() ? "" : earlier + ",") + "tiphys.io/note=why");
        } else if (request.has("workflow")) {
            ObjectNode metadata = request.withObjectProperty("workflow").withObjectProperty("metadata");
            LABELS.forEach(metadata.withObjectProperty("labels")::put);
            ANNOTATIONS.forEach(metadata.withObjectProperty("annotations")::put);
        }
    }

    // False when it was refused here; Argo may then do as it likes.
    private boolean isReadAlike(String method, byte[] message, String origin) throws IOException {
        Optional<JsonNode> json;
        try {
            json = ArgoMessages.requestJson(method, message).map(JsonNode.class::cast);
        } catch (GatewayException e) {
            assertThat(e.problem().reason()).isEqualTo(ErrorReason.REQUEST_INVALID);
            refused++;
            refusal = e.problem().detail();
            return false;
        }
        accepted++;
        ArgoOracle.Answer answer = argo.read(method, message, json);
        assertThat(answer.refused())
                .as("%s, %s: %s of %s", method, origin, json, HexFormat.of().formatHex(message))
                .isEmpty();
        JsonNode read = Objects.requireNonNull(answer.read());
        assertThat(JsonComparison.differencesButForEmptyOnes(json.orElseThrow(), read))
                .as("%s, %s", method, origin)
                .isEmpty();
        assertThat(JsonComparison.differences(Objects.requireNonNull(answer.same()), read))
                .as("%s, %s, what Argo makes of %s", method, origin, json)
                .isEmpty();
        return true;
    }

    private static List<Path> yamlFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
