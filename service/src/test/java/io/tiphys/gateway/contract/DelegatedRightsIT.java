package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.DelegatedWorld.json;
import static io.tiphys.gateway.contract.DelegatedWorld.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each right that the Argo Server uses for a call is one that the caller has, although the gateway's account has all. */
final class DelegatedRightsIT {
    private static final String SUSPENDED =
            "{\"metadata\":{\"generateName\":\"right-\"},\"spec\":{\"entrypoint\":\"main\","
                    + "\"suspend\":true,\"templates\":[{\"name\":\"main\",\"suspend\":{}}]}}";

    private static DelegatedWorld world;

    @BeforeAll
    static void start() {
        world = DelegatedWorld.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static void denied(AggregatedHttpResponse answer, String right) {
        assertThat(reason(answer)).as(answer.contentUtf8()).isEqualTo("ACCESS_DENIED");
        assertThat(answer.contentUtf8()).contains(right);
    }

    /** What cannot be read is not even tried: the refusal is about the permission. A lint and a dry run need none. */
    @Test
    void readsNoDocumentOfACallerWithoutPermissions() {
        String caller = world.callerWhoMay(Accounts.core("configmaps", "get"));
        String own = "/v1/environments/delegated/namespaces/$/";
        List<String> paths = List.of(
                own + "workflows",
                own + "workflows?validateOnly=true",
                own + "batches",
                own + "batches:preview",
                "/api/v1/workflow-templates/$",
                "/api/v1/cron-workflows/$");

        assertThat(paths)
                .allSatisfy(path -> assertThat(world.call(caller, "POST", path, "{\"workflow\": [}")
                                .contentUtf8())
                        .contains("ACCESS_DENIED"));
    }

    @Test
    void changesNoConfigMapThatTheCallerMayOnlyCreateOrUpdate() {
        world.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: victim}
                data: {a: "1"}
                """);
        String creator = world.callerWhoMay(Accounts.core("configmaps", "create"));
        String updater = world.callerWhoMay(Accounts.core("configmaps", "update"));
        String limit = "{\"cmName\":\"victim\",\"key\":\"b\",\"limit\":1}";

        denied(world.call(creator, "POST", "/api/v1/sync/$", limit), "update configmaps");
        denied(world.call(updater, "PUT", "/api/v1/sync/$/a", limit), "get configmaps");
        denied(world.call(updater, "DELETE", "/api/v1/sync/$/a?cmName=victim", ""), "get configmaps");
        assertThat(world.configMap("victim")).isEqualTo(Map.of("a", "1"));

        String owner = world.callerWhoMay(Accounts.core("configmaps", "create", "get", "update"));
        assertThat(world.call(owner, "POST", "/api/v1/sync/$", limit).status().code())
                .isEqualTo(200);
        assertThat(world.configMap("victim")).containsEntry("b", "1");
    }

    @Test
    void tellsTheNewestWorkflowToNobodyWhoMayNotList() {
        String[] allButList = {"get", "watch", "create", "update", "patch", "delete"};
        String caller = world.callerWhoMay(
                Accounts.argo("workflows", allButList),
                Accounts.core("pods", "list", "watch", "delete"),
                Accounts.core("pods/log", "get"));
        json(world.call(caller, "POST", "/api/v1/workflows/$", "{\"workflow\":" + SUSPENDED + "}"));
        List<String> before = world.names("workflows");
        assertThat(before).isNotEmpty();
        String latest = "/api/v1/workflows/$/@latest";
        List<AggregatedHttpResponse> answers = List.of(
                world.call(caller, "GET", latest, ""),
                world.call(caller, "DELETE", latest, ""),
                world.call(caller, "PUT", latest + "/stop", "{}"),
                world.call(caller, "PUT", latest + "/terminate", "{}"),
                world.call(caller, "PUT", latest + "/suspend", "{}"),
                world.call(caller, "PUT", latest + "/resume", "{}"),
                world.call(caller, "PUT", latest + "/retry", "{}"),
                world.call(caller, "PUT", latest + "/resubmit", "{}"),
                world.call(caller, "PUT", latest + "/set", "{\"nodeFieldSelector\":\"a=b\",\"phase\":\"Failed\"}"),
                world.call(caller, "GET", latest + "/log?logOptions.container=main", ""),
                world.call(caller, "GET", latest + "/pod/log?logOptions.container=main", ""),
                world.call(
                        caller,
                        "GET",
                        "/api/v1/workflow-events/$?listOptions.fieldSelector=metadata.name%3D@latest",
                        ""));
        assertThat(answers).allSatisfy(answer -> denied(answer, "list workflows"));
        assertThat(world.names("workflows")).isEqualTo(before);
    }

    /** What was looked at is what is changed: a newer workflow that is made meanwhile is not. */
    @Test
    void changesTheVeryWorkflowThatWasTheNewest() {
        try (DelegatedWorld alone = DelegatedWorld.start()) {
            String caller = alone.callerWhoMay(Accounts.argo("workflows", "get", "list", "create", "patch"));
            String name = json(alone.call(caller, "POST", "/api/v1/workflows/$", "{\"workflow\":" + SUSPENDED + "}"))
                    .at("/metadata/name")
                    .asText();
            AggregatedHttpResponse resubmitted =
                    alone.call(caller, "PUT", "/api/v1/workflows/$/@latest/resubmit", "{}");
            assertThat(resubmitted.status().code())
                    .as(resubmitted.contentUtf8())
                    .isEqualTo(200);
            assertThat(alone.callsOfArgo())
                    .contains("PUT /api/v1/workflows/" + alone.namespace() + "/" + name + "/resubmit")
                    .noneMatch(call -> call.contains("latest/resubmit"));
        }
    }

    @Test
    void resubmitsNothingThatLeadsToATemplateThatTheCallerMayNotRead() {
        world.template("hidden", "", "{name: main, suspend: {}}");
        world.template("shown", "", "{name: main, steps: [[{name: a, templateRef: {name: hidden, template: main}}]]}");
        world.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {name: nesting}
                spec: {suspend: true, workflowTemplateRef: {name: shown}}
                """);
        var before = world.names("workflows");
        var readShown = Accounts.argo("workflowtemplates", "get");
        readShown.setResourceNames(List.of("shown"));
        String caller = world.callerWhoMay(Accounts.argo("workflows", "get", "create"), readShown);

        denied(world.call(caller, "PUT", "/api/v1/workflows/$/nesting/resubmit", "{}"), "'hidden'");
        AggregatedHttpResponse own =
                world.call(caller, "POST", "/v1/environments/delegated/namespaces/$/workflows/nesting:resubmit", "{}");
        assertThat(own.contentUtf8()).contains("ACCESS_DENIED", "'hidden'");
        assertThat(world.names("workflows")).isEqualTo(before);
    }

    @Test
    void fetchesNoArtifactWithASecretThatTheCallerMayNotRead() {
        world.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {name: stored, labels: {workflows.argoproj.io/completed: "true"}}
                spec: {entrypoint: main, templates: [{name: main, suspend: {}}]}
                status:
                  phase: Succeeded
                  artifactRepositoryRef:
                    artifactRepository:
                      s3: {bucket: b, endpoint: "127.0.0.1:9", accessKeySecret: {name: store, key: a}, secretKeySecret: {name: store, key: s}}
                  nodes:
                    node: {id: node, name: node, type: Pod, templateName: main, phase: Succeeded, startedAt: "2026-01-01T00:00:00Z", finishedAt: "2026-01-01T00:00:01Z",
                      outputs: {artifacts: [{name: out, s3: {key: k}}]}}
                """);
        String reader = world.callerWhoMay(Accounts.argo("workflows", "get"));
        var readStore = Accounts.core("secrets", "get");
        readStore.setResourceNames(List.of("store"));
        String owner = world.callerWhoMay(Accounts.argo("workflows", "get"), readStore);

        for (String path :
                List.of("/artifacts/$/stored/node/out", "/artifact-files/$/workflows/stored/node/outputs/out")) {
            AggregatedHttpResponse refused = world.call(reader, "GET", path, "");
            assertThat(refused.status().code()).as(refused.contentUtf8()).isEqualTo(403);
            assertThat(refused.contentUtf8()).contains("get secrets 'store'");
            assertThat(world.call(owner, "GET", path, "").status().code()).isEqualTo(500); // nobody made the secret
        }
    }
}
