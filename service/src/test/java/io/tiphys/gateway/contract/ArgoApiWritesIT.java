package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.ArgoApiClient.get;
import static io.tiphys.gateway.contract.ArgoApiClient.json;
import static io.tiphys.gateway.contract.ArgoApiClient.post;
import static io.tiphys.gateway.contract.ArgoApiClient.reason;
import static io.tiphys.gateway.contract.ArgoApiClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents of Argo's own clients have to pass before they are written, and where they may be written. */
final class ArgoApiWritesIT {
    private static final ContractWorld WORLD = ContractWorld.get();
    private static final String ADMIN = WORLD.clusterAdminToken();
    private static final String GOOD = "\"entrypoint\":\"main\",\"templates\":[{\"name\":\"main\",\"suspend\":{}}]";

    /** A kind of document that is kept: where it is sent, in which field, and how its specification is wrapped. */
    record Kept(String kind, String path, String field, String spec) {
        String document(String name, String more, String inner) {
            return "{\"%s\":{\"metadata\":{\"name\":\"%s\"%s},\"spec\":%s}}"
                    .formatted(field, name, more, spec.formatted(inner));
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    static List<Kept> kinds() {
        String namespace = WORLD.namespace();
        return List.of(
                new Kept("WorkflowTemplate", "/api/v1/workflow-templates/" + namespace, "template", "{%s}"),
                new Kept("ClusterWorkflowTemplate", "/api/v1/cluster-workflow-templates", "template", "{%s}"),
                new Kept(
                        "CronWorkflow",
                        "/api/v1/cron-workflows/" + namespace,
                        "cronWorkflow",
                        "{\"suspend\":true,\"schedules\":[\"0 0 1 1 *\"],\"workflowSpec\":{%s}}"));
    }

    @AfterAll
    static void removeWhatBelongsToTheCluster() {
        String path = "/api/v1/cluster-workflow-templates/" + WORLD.namespace();
        send("direct", "DELETE", path, "", "Authorization", "Bearer " + ADMIN);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsWhatIsInOrderAndLaterChangesOfIt(Kept kind) {
        String name = WORLD.namespace();
        JsonNode created = json(post("direct", kind.path(), ADMIN, kind.document(name, "", GOOD)), 200);
        String version = ",\"resourceVersion\":\""
                + created.at("/metadata/resourceVersion").asText() + "\"";
        String wrong = kind.document(name, version, GOOD + ",\"onExit\":\"absent\"");
        assertThat(reason(put(kind.path() + "/" + name, wrong), 400)).isEqualTo("WORKFLOW_INVALID");
        json(put(kind.path() + "/" + name, kind.document(name, version, GOOD + ",\"parallelism\":2")), 200);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void tellsEverythingThatIsWrongAndKeepsNothing(Kept kind) {
        String name = WORLD.freshName("wrong");
        String wrong = kind.document(
                name, "", "\"entrypoint\":\"absent\",\"templates\":[{\"name\":\"main\",\"suspended\":{}}]");
        for (String path : List.of(kind.path(), kind.path() + "/lint")) {
            HttpResponse<String> refused = post("direct", path, ADMIN, wrong);
            assertThat(reason(refused, 400)).isEqualTo("WORKFLOW_INVALID");
            assertThat(refused.body()).contains("unknown-field").contains("template-undefined");
        }
        assertThat(get("direct", kind.path() + "/" + name, ADMIN).statusCode()).isNotEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesAnAccountThatTheEnvironmentDoesNotAllow(Kept kind) {
        String strong = kind.document(WORLD.freshName("strong"), "", "\"serviceAccountName\":\"admin\"," + GOOD);
        HttpResponse<String> refused = post("direct", kind.path(), ADMIN, strong);
        assertThat(reason(refused, 400)).isEqualTo("WORKFLOW_INVALID");
        assertThat(refused.body()).contains("service-account-not-allowed");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void takesNoReferenceToTheClusterForAMistake(Kept kind) {
        String refers = "\"entrypoint\":\"main\",\"templates\":[{\"name\":\"main\",\"steps\":[[{\"name\":\"one\","
                + "\"templateRef\":{\"name\":\"unheard-of\",\"template\":\"x\",\"clusterScope\":true}}]]}]";
        HttpResponse<String> answer =
                post("direct", kind.path() + "/lint", ADMIN, kind.document(WORLD.freshName("refers"), "", refers));
        // The Argo Server says it, which knows what there is.
        assertThat(json(answer, 400).path("details").isEmpty())
                .as(answer.body())
                .isTrue();
        assertThat(answer.body()).contains("unheard-of");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesADocumentOfAnotherKind(Kept kind) {
        String other = kind.kind().equals("CronWorkflow") ? "WorkflowTemplate" : "CronWorkflow";
        String document = kind.document(WORLD.freshName("odd"), "", GOOD)
                .replaceFirst("\\{\"metadata\"", "{\"kind\":\"" + other + "\",\"metadata\"");
        HttpResponse<String> refused = post("direct", kind.path(), ADMIN, document);
        assertThat(reason(refused, 400)).isEqualTo("WORKFLOW_INVALID");
        assertThat(json(refused, 400).path("message").asText()).contains("kind '" + kind.kind() + "'");
    }

    /** What the gateway looks at by its kind, Argo would take for a workflow all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"CronWorkflow", "WorkflowTemplate", "workflow", "", " Workflow"})
    void letsNoKindHideWhatAWorkflowRunsAs(String kind) {
        String workflow = "{\"workflow\":{\"kind\":\"" + kind + "\",\"metadata\":{\"generateName\":\"odd-\"},\"spec\":"
                + "{\"serviceAccountName\":\"admin\",\"workflowSpec\":{" + GOOD + "}," + GOOD + "}}}";
        var before = WORLD.workflowNames();
        HttpResponse<String> refused =
                post("minted", "/api/v1/workflows/" + WORLD.namespace(), WORLD.token(), workflow);
        assertThat(reason(refused, 400)).isEqualTo("WORKFLOW_INVALID");
        assertThat(WORLD.workflowNames()).isEqualTo(before);
    }

    @Test
    void refusesADocumentThatNamesAnotherNamespaceThanTheRequest() {
        for (Kept kind : kinds()) {
            boolean cluster = kind.kind().startsWith("Cluster");
            String document = kind.document(WORLD.freshName("moved"), ",\"namespace\":\"argo\"", GOOD);
            HttpResponse<String> answer = post("direct", kind.path() + "/lint", ADMIN, document);
            assertThat(answer.statusCode()).as(kind + answer.body()).isEqualTo(cluster ? 200 : 400);
            assertThat(answer.body().contains("namespace-mismatch")).isEqualTo(!cluster);
        }
    }

    static Stream<List<String>> writesWithoutANamespace() {
        String workflow = "{\"workflow\":{\"metadata\":{\"generateName\":\"stray-\",\"namespace\":\""
                + WORLD.namespace() + "\"},\"spec\":{\"serviceAccountName\":\"admin\"," + GOOD + "}}%s}";
        String inBody = ",\"namespace\":\"" + WORLD.namespace() + "\"";
        return Stream.of(
                List.of("POST", "/api/v1/workflows/", workflow.formatted("")),
                List.of("POST", "/api/v1/workflows/", workflow.formatted(inBody)),
                List.of("POST", "/api/v1/workflows/", workflow.formatted(",\"createOptions\":{\"dryRun\":[\"All\"]}")),
                List.of("POST", "/api/v1/workflows/", workflow.formatted(",\"serverDryRun\":true")),
                List.of("POST", "/api/v1/workflow-templates/", kinds().get(0).document("stray", "", GOOD)),
                List.of("POST", "/api/v1/cron-workflows/", kinds().get(2).document("stray", "", GOOD)),
                List.of("POST", "/api/v1/sync/", "{\"key\":\"k\",\"limit\":1,\"type\":\"DATABASE\"}"),
                List.of("POST", "/api/v1/sensors/", "{\"sensor\":{}}"),
                List.of("POST", "/api/v1/event-sources/", "{\"eventSource\":{}}"));
    }

    /** Whoever may do everything everywhere still says where. */
    @ParameterizedTest
    @MethodSource("writesWithoutANamespace")
    void refusesAWriteThatNamesNoNamespace(List<String> call) {
        HttpResponse<String> refused =
                send("everywhere", call.getFirst(), call.get(1), call.get(2), "Authorization", "Bearer " + ADMIN);
        assertThat(reason(refused, 400)).isEqualTo("REQUEST_INVALID");
        assertThat(refused.body()).contains("namespace-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "%2A", "Argo", "argo%2Fdefault", "..", "%2E%2E", "a%00b", "-", "%20"})
    void refusesANamespaceThatIsNone(String namespace) {
        String path = "/api/v1/workflows/" + namespace;
        String body = "{\"workflow\":{\"metadata\":{\"generateName\":\"odd-\"},\"spec\":{" + GOOD + "}}}";
        assertThat(post("everywhere", path, ADMIN, body).statusCode()).isBetween(400, 499);
    }

    @Test
    void readsAllNamespacesWhereAllAreServed() {
        json(get("everywhere", "/api/v1/workflows/?listOptions.limit=1", ADMIN), 200);
        assertThat(reason(get("everywhere", "/api/v1/workflows/", WORLD.token()), 403))
                .isEqualTo("ACCESS_DENIED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/version", "/api/v1/info", "/api/v1/userinfo"})
    void tellsWhatBelongsToTheServerWithoutADefaultNamespace(String path) {
        json(get("everywhere", path, WORLD.token()), 200);
        json(get("several-direct", path, WORLD.newcomer().token()), 200);
        json(get("several-minted", path, WORLD.impersonator().token()), 200);
        assertThat(reason(get("several-minted", path, WORLD.newcomer().token()), 403))
                .isEqualTo("SERVICE_ACCOUNT_USE_DENIED");
    }

    /** The Argo Server gives these of all namespaces to everybody, whatever namespace is asked for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/archived-workflows-label-keys",
                "/api/v1/archived-workflows-label-values?listOptions.labelSelector=group"
            })
    void lendsNobodyTheLabelsOfAllNamespaces(String path) {
        String named = path + (path.contains("?") ? "&" : "?") + "namespace=" + WORLD.namespace();
        assertThat(reason(get("minted", named, WORLD.token()), 403)).isEqualTo("NAMESPACE_NOT_MANAGED");
        assertThat(get("direct", path, WORLD.token()).body()).doesNotContain("details");
        assertThat(get("direct", path, "x").statusCode()).isEqualTo(401);
    }

    @Test
    void letsNoOneSetTheGatewaysLabelsWithTheOptionsOfASubmission() {
        String submit = "/api/v1/workflows/" + WORLD.namespace() + "/submit";
        String body = "{\"resourceKind\":\"WorkflowTemplate\",\"resourceName\":\"whichever\","
                + "\"submitOptions\":{\"annotations\":\"a=b,tiphys.io/submitted-by=somebody\"}}";
        assertThat(reason(post("minted", submit, WORLD.token(), body), 400)).isEqualTo("WORKFLOW_INVALID");
    }

    private static HttpResponse<String> put(String path, String body) {
        return send("direct", "PUT", path, body, "Authorization", "Bearer " + ADMIN);
    }
}
