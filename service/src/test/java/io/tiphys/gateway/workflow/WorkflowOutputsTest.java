package io.tiphys.gateway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.workflow.WorkflowOutputs.ArtifactPlace;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowOutputsTest {
    @Test
    void readsArgumentsAndOutputsOfTheWorkflowAndOfItsNodes() {
        WorkflowOutputs read = outputs("""
                {"spec":{"templates":[{"outputs":{"parameters":[{"name":"no"}]}}],
                  "arguments":{"artifacts":[],"parameters":[{"name":"x","value":"1"},{"value":2,"name":"y"}]}},
                 "status":{"outputs":{"parameters":[{"name":"global","value":"g"}]},
                  "nodes":{
                   "w":{"displayName":"w","outputs":{"parameters":[{"name":"loss","value":"0.5"}],"exitCode":"0"}},
                   "w-1":{"outputs":{"result":"text","artifacts":[{"name":"model","s3":{}},{"name":"main-logs"}]},
                     "displayName":"train(0)"},
                   "w-2":{"displayName":"empty"}}}}""");

        assertThat(read.parameters()).isEqualTo(Map.of("x", "1", "y", "2"));
        assertThat(read.outputs()).isEqualTo(Map.of("global", "g", "loss", "0.5", "train(0).result", "text"));
        assertThat(read.artifacts()).isEqualTo(Map.of("train(0).model", new ArtifactPlace("w-1", "model")));
    }

    @Test
    void readsAWorkflowWithoutAny() {
        assertThat(outputs("{}").outputs()).isEmpty();
        assertThat(outputs("{\"spec\":null,\"status\":{\"outputs\":null,\"nodes\":null}}")
                        .parameters())
                .isEmpty();
    }

    private static WorkflowOutputs outputs(String json) {
        WorkflowSummary summary = new WorkflowSummary("science", "w", "u", "1", "Succeeded", "", "", "");
        return WorkflowOutputs.of(new WorkflowObject(summary, json.getBytes(StandardCharsets.UTF_8)));
    }
}
