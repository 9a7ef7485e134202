package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.ArgoApiClient.get;
import static io.tiphys.gateway.contract.ArgoApiClient.json;
import static io.tiphys.gateway.contract.ArgoApiClient.post;
import static io.tiphys.gateway.contract.ArgoApiClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.contract.ContractWorld.Person;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway adds in front of the Argo Server for Argo's own clients, and what it takes away from nobody. */
final class ArgoApiIT {
    private static final ContractWorld WORLD = ContractWorld.get();
    private static final Person GETTER = WORLD.getter();
    private static final String SUSPENDED =
            "{\"metadata\":{\"generateName\":\"face-\"},\"spec\":{\"entrypoint\":\"main\",\"suspend\":true,"
                    + "\"templates\":[{\"name\":\"main\",\"suspend\":{}}]%s}}";

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    void createsAndReadsAWorkflowInEachMode(String environment) {
        JsonNode created = json(post(environment, workflows(), WORLD.token(), create("")), 200);
        String name = created.at("/metadata/name").asText();
        JsonNode read = json(get(environment, workflows() + "/" + name, WORLD.token()), 200);
        assertThat(read.at("/metadata/uid")).isEqualTo(created.at("/metadata/uid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    void refusesACallerWithoutTheRightAndCreatesNothing(String environment) {
        Person stranger = WORLD.newcomer();
        var before = WORLD.workflowNames();
        JsonNode refused = json(post(environment, workflows(), stranger.token(), create("")), 403);
        assertThat(refused.path("code").asInt()).isEqualTo(7);
        // Whether the account may be used is decided before the body is read, and so before what the body needs.
        assertThat(refused.at("/details/0/reason").asText())
                .isEqualTo(environment.equals("direct") ? "ACCESS_DENIED" : "SERVICE_ACCOUNT_USE_DENIED");
        assertThat(refused.at("/details/0/metadata/manifest").asText()).contains("kind: Role");
        assertThat(WORLD.workflowNames()).isEqualTo(before);
    }

    static List<List<String>> callsThatOneWhoMayGetMayNotMake() {
        String one = workflows() + "/whichever";
        return List.of(
                List.of("POST", workflows(), create("")),
                List.of("DELETE", one, ""),
                List.of("PUT", one + "/stop", "{}"),
                List.of("PUT", one + "/terminate", "{}"),
                List.of("PUT", one + "/suspend", ""),
                List.of("PUT", one + "/retry", "{}"),
                List.of("PUT", one + "/resubmit", "{}"),
                List.of("PUT", one + "/set", "{\"phase\":\"Failed\"}"),
                List.of("GET", one + "/log?logOptions.container=main", ""),
                List.of("GET", "/api/v1/workflow-templates/" + WORLD.namespace(), ""),
                List.of("GET", "/api/v1/cron-workflows/" + WORLD.namespace(), ""),
                List.of("GET", "/api/v1/cluster-workflow-templates", ""),
                List.of("GET", "/api/v1/sync/" + WORLD.namespace() + "/key?cmName=some", ""),
                List.of("GET", "/api/v1/sensors/" + WORLD.namespace(), ""),
                List.of("GET", "/api/v1/stream/events/" + WORLD.namespace(), ""),
                List.of("GET", "/api/v1/archived-workflows?namespace=" + WORLD.namespace(), ""),
                List.of("POST", "/api/v1/events/" + WORLD.namespace() + "/some", "{}"));
    }

    /** The account that is lent may do all of this; the caller, who may use it, may only get workflows. */
    @ParameterizedTest
    @MethodSource("callsThatOneWhoMayGetMayNotMake")
    void lendsNoRightThatTheCallerDoesNotHave(List<String> call) {
        HttpResponse<String> answer =
                send("minted", call.getFirst(), call.get(1), call.get(2), "Authorization", "Bearer " + GETTER.token());
        assertThat(json(answer, 403).at("/details/0/reason").asText()).isEqualTo("ACCESS_DENIED");
    }

    @Test
    void passesACallThatTheAccessTableDoesNotKnowWithTheCallersOwnRightsAlone() {
        String unknown = "/api/v1/tomorrow/" + WORLD.namespace();
        assertThat(json(get("minted", unknown, WORLD.token()), 501).path("code").asInt())
                .isEqualTo(12);
        assertThat(get("direct", unknown, WORLD.token()).body()).contains("Not Implemented");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"serviceAccountName\":\"admin\"",
                ",\"ServiceAccountName\":\"admin\"",
                ",\"executor\":{\"serviceAccountName\":\"admin\"}",
                ",\"podSpecPatch\":\"serviceAccountName: admin\""
            })
    void refusesAWorkflowThatRunsAsAnotherAccount(String spec) {
        var before = WORLD.workflowNames();
        HttpResponse<String> answer = post("minted", workflows(), WORLD.token(), create(spec));
        assertThat(json(answer, 400).at("/details/0/reason").asText()).isEqualTo("WORKFLOW_INVALID");
        assertThat(WORLD.workflowNames()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"Workflow\":%s}", "{\"workflow\":{},\"WORKFLOW\":%s}", "{\"workflow\":%s,\"workflow\":{}}"})
    void refusesABodyThatTheArgoServerWouldReadOtherwise(String body) {
        var before = WORLD.workflowNames();
        HttpResponse<String> answer =
                post("minted", workflows(), WORLD.token(), body.formatted(SUSPENDED.formatted("")));
        assertThat(json(answer, 400).at("/details/0/reason").asText()).isEqualTo("REQUEST_INVALID");
        assertThat(WORLD.workflowNames()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/version", "/api/v1/info", "/api/v1/userinfo"})
    void tellsNothingToSomebodyWhomNobodyKnows(String path) {
        assertThat(get("direct", path, "x").statusCode()).isEqualTo(401);
        assertThat(get("minted", path, "x").statusCode()).isEqualTo(401);
        assertThat(send("minted", "GET", path, "", "X-Nothing", "x").statusCode())
                .isEqualTo(401);
    }

    @Test
    void showsTheArgoServerTheCredentialOfTheEnvironmentAndNeverTheCallers() {
        HttpResponse<String> answer = send(
                "minted",
                "GET",
                "/api/v1/userinfo",
                "",
                "Authorization",
                "Bearer " + WORLD.token(),
                "Grpc-Metadata-Authorization",
                "Bearer " + WORLD.clusterAdminToken(),
                "Cookie",
                "authorization=Bearer " + WORLD.clusterAdminToken());
        assertThat(json(answer, 200).path("serviceAccountName").asText()).isEqualTo(Accounts.SUBMITTER);
    }

    @Test
    void takesTheFirstGoodOneOfSeveralCookies() {
        String cookies = "theme=dark; authorization=Bearer garbage; authorization=Bearer " + WORLD.token();
        assertThat(send("direct", "GET", workflows(), "", "Cookie", cookies).statusCode())
                .isEqualTo(200);
        assertThat(send("direct", "GET", workflows(), "", "Cookie", "authorization=Bearer garbage")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dXNlcjpwYXNz", "Bearer v2:opaque", "Digest x"})
    void refusesAKindOfTokenThatCannotBeReviewedWhereRightsAreLent(String authorization) {
        HttpResponse<String> answer = send("minted", "GET", workflows(), "", "Authorization", authorization);
        assertThat(json(answer, 401).at("/details/0/reason").asText()).isEqualTo("TOKEN_KIND_UNSUPPORTED");
    }

    @Test
    void servesNoNamespaceThatTheEnvironmentDoesNotServe() {
        assertThat(json(get("minted", "/api/v1/workflows/argo", WORLD.token()), 403)
                        .at("/details/0/reason")
                        .asText())
                .isEqualTo("NAMESPACE_NOT_MANAGED");
        assertThat(json(get("minted", "/api/v1/workflows/", WORLD.clusterAdminToken()), 403)
                        .at("/details/0/reason")
                        .asText())
                .isEqualTo("NAMESPACE_NOT_MANAGED");
    }

    @Test
    void givesPagesToAnybodyAndAnEnvironmentThatIsNotThereToNobody() {
        assertThat(send("direct", "GET", "/", "", "Accept", "text/html").statusCode())
                .isEqualTo(200);
        assertThat(get("nowhere", "/api/v1/version", WORLD.token()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void submitsFromATemplateOnlyWhatMayRun() {
        String templates = "/api/v1/workflow-templates/" + WORLD.namespace();
        String admin = WORLD.clusterAdminToken();
        String body =
                "{\"template\":{\"metadata\":{\"name\":\"%s\"},\"spec\":{\"entrypoint\":\"main\",\"suspend\":true%s,"
                        + "\"templates\":[{\"name\":\"main\",\"suspend\":{}}]}}}";
        String plain = WORLD.freshName("plain");
        String strong = WORLD.freshName("strong");
        json(post("direct", templates, admin, body.formatted(plain, "")), 200);
        WORLD.createTemplateDirectly(strong, "admin");
        String submit = workflows() + "/submit";
        String from = "{\"resourceKind\":\"WorkflowTemplate\",\"resourceName\":\"%s\",\"submitOptions\":{%s}}";

        json(post("minted", submit, WORLD.token(), from.formatted(plain, "")), 200);
        assertThat(json(post("minted", submit, WORLD.token(), from.formatted(strong, "")), 400)
                        .at("/details/0/reason")
                        .asText())
                .isEqualTo("WORKFLOW_INVALID");
        String asAdmin = from.formatted(plain, "\"serviceAccount\":\"admin\"");
        assertThat(json(post("minted", submit, WORLD.token(), asAdmin), 400)
                        .at("/details/0/reason")
                        .asText())
                .isEqualTo("WORKFLOW_INVALID");
    }

    private static String workflows() {
        return "/api/v1/workflows/" + WORLD.namespace();
    }

    private static String create(String spec) {
        return "{\"workflow\":" + SUSPENDED.formatted(spec) + "}";
    }
}
