package io.tiphys.gateway.workflow;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.FakeArgo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResubmittedWorkflowTest {
    private static final String EXISTING = """
            {"metadata":{"name":"one","namespace":"science","uid":"u","labels":{"mine":"yes",
              "workflows.argoproj.io/phase":"Failed","workflows.argoproj.io/completed":"true"},
              "annotations":{"note":"kept"}},
             "spec":{"entrypoint":"main","shutdown":"Stop","activeDeadlineSeconds":0,
              "arguments":{"parameters":[{"name":"a","value":"1"},{"name":"b","value":"2"}]},
              "templates":[{"name":"main","container":{"image":"busybox","resources":{"limits":{"cpu":1.50}}}}]},
             "status":{"phase":"Failed"}}""";

    @Test
    void isMadeAsArgoMakesIt() throws IOException {
        JsonNode made = of(List.of());

        assertThat(made.at("/metadata/generateName").asText()).isEqualTo("one-");
        assertThat(made.at("/metadata/labels").toString())
                .isEqualTo("{\"mine\":\"yes\",\"workflows.argoproj.io/resubmitted-from-workflow\":\"one\"}");
        assertThat(made.at("/metadata/annotations/note").asText()).isEqualTo("kept");
        assertThat(made.at("/spec").has("shutdown")).isFalse();
        assertThat(made.at("/spec").has("activeDeadlineSeconds")).isFalse();
        assertThat(made.has("status")).isFalse();
        assertThat(made.at("/metadata").has("uid")).isFalse();
    }

    @Test
    void keepsNumbersAsTheyAre() {
        assertThat(ResubmittedWorkflow.of(existing(), List.of())).contains("\"cpu\":1.50");
    }

    @Test
    void putsChangedParametersFirst() throws IOException {
        assertThat(of(List.of("b=3", "c=x=y")).at("/spec/arguments/parameters").toString())
                .isEqualTo("[{\"name\":\"b\",\"value\":\"3\"},{\"name\":\"c\",\"value\":\"x=y\"},"
                        + "{\"name\":\"a\",\"value\":\"1\"}]");
    }

    @Test
    void refusesAParameterInAnotherForm() {
        problemOf(ErrorReason.WORKFLOW_REFUSED_BY_ARGO, () -> ResubmittedWorkflow.of(existing(), List.of("b")));
    }

    private static JsonNode of(List<String> parameters) throws IOException {
        return new ObjectMapper().readTree(ResubmittedWorkflow.of(existing(), parameters));
    }

    private static WorkflowObject existing() {
        return new WorkflowObject(
                FakeArgo.workflow("one", "Failed", "1").summary(), EXISTING.getBytes(StandardCharsets.UTF_8));
    }
}
