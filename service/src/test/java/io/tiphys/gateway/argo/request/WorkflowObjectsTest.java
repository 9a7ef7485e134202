package io.tiphys.gateway.argo.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowSummary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowObjectsTest {
    private static final String RUNNING = """
            {"metadata":{"name":"hello","namespace":"science","uid":"u-1","resourceVersion":"42","labels":{"name":"other"}},
             "spec":{"metadata":{"name":"inner"}},
             "status":{"nodes":{"a":{"phase":"Failed","message":"inner"}},"phase":"Running","progress":"1/3",
                       "message":"käse \\u0041","finishedAt":null}}""";

    @Test
    void readsTheSummary() {
        assertThat(WorkflowObjects.workflow(bytes(RUNNING)).summary())
                .isEqualTo(new WorkflowSummary("science", "hello", "u-1", "42", "Running", "1/3", "käse A", ""));
    }

    @Test
    void callsAWorkflowThatArgoHasNotSeenPending() {
        assertThat(WorkflowObjects.workflow(bytes("{\"metadata\":{\"generateName\":\"x-\"},\"status\":{}}"))
                        .summary())
                .isEqualTo(new WorkflowSummary("", "", "", "", "Pending", "", "", ""));
    }

    @Test
    void keepsTheBytesAsTheyCame() {
        byte[] json = bytes(RUNNING);

        assertThat(WorkflowObjects.workflow(json).json()).isSameAs(json);
    }

    @Test
    void cutsAPageIntoItsWorkflowsByteForByte() {
        String odd =
                "{ \"metadata\" : {\"name\":\"ö\"}, \"spec\":{\"big\":12345678901234567890.10,\"e\":1e5,\"s\":\"\\/\"} }";

        WorkflowPage page =
                WorkflowObjects.page(bytes("{\"metadata\":{\"resourceVersion\":\"9\",\"continue\":\"2\"},\"items\":["
                        + RUNNING + " , " + odd + "]}"));

        assertThat(page.workflows())
                .extracting(workflow -> new String(workflow.json(), StandardCharsets.UTF_8))
                .containsExactly(RUNNING, odd);
        assertThat(page.workflows())
                .extracting(workflow -> workflow.summary().name())
                .containsExactly("hello", "ö");
        assertThat(page.next()).contains("2");
    }

    @Test
    void readsAnEmptyPage() {
        WorkflowPage page = WorkflowObjects.page(bytes("{\"metadata\":{\"remainingItemCount\":0},\"items\":null}"));

        assertThat(page.workflows()).isEqualTo(List.<WorkflowObject>of());
        assertThat(page.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<!doctype html>", "[]", "null", "{\"metadata\":{\"name\":\"x\"", "{\"items\":[{\"metadata\""
            })
    void refusesWhatIsNoWorkflow(String body) {
        assertThatThrownBy(() -> WorkflowObjects.workflow(bytes(body))).satisfies(WorkflowObjectsTest::broken);
        assertThatThrownBy(() -> WorkflowObjects.page(bytes(body))).satisfies(WorkflowObjectsTest::broken);
    }

    private static void broken(Throwable failure) {
        assertThat(((GatewayException) failure).problem().reason()).isEqualTo(ErrorReason.ARGO_BROKEN);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
