package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tiphys.gateway.argoproto.ArgoMessages;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ArgoRpcsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void knowsEachMethodThatTheMessagesAreKnownOf() {
        assertThat(ArgoRpcs.all().stream().map(rpc -> "/" + rpc.name()).toList())
                .hasSize(68)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ArgoMessages.methods());
    }

    @Test
    void reachesEachMethodByItsOwnRoute() {
        ArgoRoutes routes = new ArgoRoutes(ArgoRpcs.all());
        for (ArgoRpc rpc : ArgoRpcs.all()) {
            String path = "/api/v1" + rpc.pathTemplate().replace("{", "some-").replace("}", "");
            assertThat(routes.match(rpc.httpMethod(), PathSegments.of(path)))
                    .as(rpc.name())
                    .hasValueSatisfying(match -> assertThat(match.rpc().name()).isEqualTo(rpc.name()));
        }
    }

    @Test
    void asksForARightWhereverSomethingOfANamespaceIsTouched() {
        List<String> without = ArgoRpcs.all().stream()
                .filter(rpc -> rpc.rights()
                        .apply(request("{\"resourceKind\":\"WorkflowTemplate\"}"))
                        .isEmpty())
                .map(ArgoRpc::method)
                .toList();
        assertThat(without)
                .containsExactlyInAnyOrder(
                        "LintWorkflow",
                        "LintWorkflowTemplate",
                        "LintClusterWorkflowTemplate",
                        "LintCronWorkflow",
                        "GetInfo",
                        "GetVersion",
                        "GetUserInfo",
                        "CollectEvent");
    }

    @Test
    void asksForMoreWhenTheRequestDoesMore() {
        assertThat(verbs("DeleteWorkflow", "{\"force\":true}")).contains("patch workflows");
        assertThat(verbs("DeleteWorkflow", "{}")).doesNotContain("patch workflows");
        assertThat(verbs("WorkflowLogs", "{\"logOptions\":{\"follow\":true}}")).contains("watch workflows");
        assertThat(verbs("StopWorkflow", "{\"nodeFieldSelector\":\"a=b\"}")).contains("update workflows");
        assertThat(verbs("GetWorkflow", "{\"name\":\"@latest\"}")).contains("list workflows");
        assertThat(verbs("WatchWorkflows", "{\"listOptions\":{\"fieldSelector\":\"metadata.name=a\"}}"))
                .contains("get workflows");
        assertThat(verbs("CreateWorkflow", "{\"createOptions\":{\"dryRun\":[\"All\"]}}"))
                .isEmpty();
        assertThat(verbs("CreateSyncLimit", "{\"type\":1}")).contains("create workflows");
        assertThat(verbs("SubmitWorkflow", "{\"resourceKind\":\"cronwf\"}")).contains("get cronworkflows");
    }

    private static String verbs(String method, String request) {
        ArgoRpc rpc = ArgoRpcs.all().stream()
                .filter(one -> one.method().equals(method))
                .findFirst()
                .orElseThrow();
        return rpc.rights().apply(request(request)).stream()
                .map(right -> right.verb() + " " + right.resource())
                .collect(Collectors.joining(", "));
    }

    private static ArgoRequestView request(String json) {
        try {
            return new ArgoRequestView(Map.of(), Map.of(), JSON.readTree(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
