package io.tiphys.gateway.argoapi.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRoutes;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ArgoRpcs;
import io.tiphys.gateway.argoproto.AppendedField;
import io.tiphys.gateway.argoproto.ArgoMessages;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the name of the newest workflow is put into a request in place of the alias. */
final class LatestWorkflowTest {
    static Stream<ArgoRpc> aboutOneWorkflow() {
        return ArgoRpcs.all().stream()
                .filter(rpc -> rpc.name().startsWith("workflow.WorkflowService/")
                        && rpc.pathTemplate().contains("{name}"));
    }

    @ParameterizedTest
    @MethodSource("aboutOneWorkflow")
    void replacesTheAliasInEachMessageThatNamesAWorkflow(ArgoRpc rpc) {
        byte[] message = text(1, "@latest");

        assertThat(ArgoMessages.requestJson(
                        "/" + rpc.name(), AppendedField.WORKFLOW_NAME.appendedTo(message, "newest")))
                .hasValueSatisfying(
                        json -> assertThat(json.path("name").asText()).isEqualTo("newest"));
    }

    @Test
    void replacesTheAliasInTheSelectorOfAWatch() {
        byte[] message = message(2, text(2, "metadata.name=@latest"));

        assertThat(ArgoMessages.requestJson(
                        "/workflow.WorkflowService/WatchWorkflows",
                        AppendedField.LIST_FIELD_SELECTOR.appendedTo(message, "metadata.name=newest")))
                .hasValueSatisfying(json -> assertThat(
                                json.path("listOptions").path("fieldSelector").asText())
                        .isEqualTo("metadata.name=newest"));
    }

    @ParameterizedTest
    @MethodSource("aboutOneWorkflow")
    void replacesTheAliasInEachPath(ArgoRpc rpc) {
        Map<String, String> variables = Map.of("namespace", "science", "name", "@latest", "podName", "a pod");
        ArgoRequestView view = ArgoRequestView.of(variables, Map.of()).with("name", "newest");

        assertThat(new ArgoRoutes.Match(rpc, view.variables()).path())
                .isEqualTo("/api/v1"
                        + rpc.pathTemplate()
                                .replace("{namespace}", "science")
                                .replace("{name}", "newest")
                                .replace("{podName}", "a%20pod"));
    }

    @Test
    void setsAFieldOfTheMessageOrOfTheQuery() {
        ArgoRequestView query = ArgoRequestView.of(Map.of(), Map.of("listOptions.fieldSelector", List.of("a")))
                .with("listOptions.fieldSelector", "b");
        assertThat(query.text("listOptions.fieldSelector")).isEqualTo("b");
    }

    private static byte[] text(int field, String text) {
        return message(field, text.getBytes(UTF_8));
    }

    private static byte[] message(int field, byte[] value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(field << 3 | 2);
        bytes.write(value.length);
        bytes.writeBytes(value);
        return bytes.toByteArray();
    }
}
