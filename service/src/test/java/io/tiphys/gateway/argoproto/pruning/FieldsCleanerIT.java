package io.tiphys.gateway.argoproto.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argoproto.ArgoOracle;
import io.tiphys.gateway.argoproto.RandomFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what is left out of events against what Argo's own code leaves out, byte by byte. */
class FieldsCleanerIT {
    private static final int RANDOM_WORKFLOWS = Integer.getInteger("tiphys.test.messages", 2_000);
    private static final String CREATE = "/workflow.WorkflowService/CreateWorkflow";

    private static ArgoOracle argo;

    private final long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    FieldsCleanerIT() {
        System.out.println("FieldsCleanerIT: -Dtiphys.test.seed=" + seed);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.name",
                "result.object.metadata.name,result.type",
                "result.object",
                "metadata.namespace,spec.templates.name,spec.templates.inputs",
                "spec.templates.steps.template,spec.templates.dag.tasks.arguments,spec.arguments",
                "spec.templates.container,spec.templates.script.source",
                "spec.templates.steps.withItems.name",
                "-status.nodes",
                "-metadata,spec.templates",
                "-result.object.spec.templates.inputs,result.object.metadata",
                "-spec.templates.steps,spec.templates.dag.tasks.name",
                "-",
                ","
            })
    void leavesOutOfExamplesWhatArgoLeavesOut(String fields) throws IOException {
        for (Path file : yamlFiles(ArgoOracle.examples())) {
            for (ArgoOracle.Request request : argo.example(file)) {
                if (request.method().equals(CREATE)) {
                    compare(fields, request.message(), file.toString());
                }
            }
        }
    }

    @Test
    void leavesOutOfRandomWorkflowsWhatArgoLeavesOut() throws IOException {
        RandomFields fields = new RandomFields(random);
        int compared = 0;
        for (int one = 0; one < RANDOM_WORKFLOWS; one++) {
            long number = random.nextLong();
            compared += compare(fields.next(), argo.random(CREATE, number), "random " + number) ? 1 : 0;
        }
        System.out.println("Random workflows: " + compared + " of " + RANDOM_WORKFLOWS + " compared");
        assertThat(compared).isGreaterThan(RANDOM_WORKFLOWS / 2);
    }

    @Test
    void takesARequestOfNoBytesForOneWithoutWorkflow() throws IOException {
        assertThat(argo.clean("metadata.name", new byte[0]).refused()).contains("no workflow");
    }

    /** False when Argo itself fails, as it does where its way through JSON does not end well. */
    private static boolean compare(String fields, byte[] request, String origin) throws IOException {
        ArgoOracle.Cleaned expected = argo.clean(fields, request);
        if (expected.refused().isPresent()) {
            return false;
        }
        assertThat(HexFormat.of().formatHex(new FieldsCleaner(fields).cleanProtobuf(expected.whole())))
                .as("%s of %s", fields, origin)
                .isEqualTo(HexFormat.of().formatHex(expected.cleaned()));
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
