package io.tiphys.gateway.argoproto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AppendedFieldTest {
    @Test
    void setsATextBesideWhatTheMessageHas() {
        String selector = "metadata.name=" + "a".repeat(300);
        byte[] message = AppendedField.LIST_FIELD_SELECTOR.appendedTo(new byte[] {10, 1, 'n'}, selector);

        assertThat(ArgoMessages.requestJson("/workflow.WorkflowService/ListWorkflows", message))
                .hasValueSatisfying(json -> {
                    assertThat(json.path("namespace").asText()).isEqualTo("n");
                    assertThat(json.at("/listOptions/fieldSelector").asText()).isEqualTo(selector);
                });
    }

    @Test
    void winsOverATextThatWasThere() {
        byte[] first = AppendedField.LOG_CONTAINER.appendedTo(new byte[0], "wait");

        assertThat(ArgoMessages.requestJson(
                        "/workflow.WorkflowService/WorkflowLogs",
                        AppendedField.LOG_CONTAINER.appendedTo(first, "main")))
                .hasValueSatisfying(json ->
                        assertThat(json.at("/logOptions/container").asText()).isEqualTo("main"));
    }
}
