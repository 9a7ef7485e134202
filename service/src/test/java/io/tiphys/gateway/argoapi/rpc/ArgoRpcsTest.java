package io.tiphys.gateway.argoapi.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argoapi.uri.PathSegments;
import io.tiphys.gateway.argoproto.ArgoMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** A lost answer of one of these leaves open whether it was carried out. */
    @Test
    void takesWhateverIsNoGetForAChange() {
        List<String> harmless = ArgoRpcs.all().stream()
                .filter(rpc -> !rpc.httpMethod().equals("GET") && rpc.effect() != Effect.CHANGE)
                .map(ArgoRpc::method)
                .toList();
        assertThat(harmless)
                .containsExactlyInAnyOrder(
                        "LintWorkflow",
                        "LintWorkflowTemplate",
                        "LintClusterWorkflowTemplate",
                        "LintCronWorkflow",
                        "CollectEvent");
        assertThat(ArgoRpcs.all())
                .filteredOn(rpc -> rpc.httpMethod().equals("GET"))
                .allSatisfy(rpc -> assertThat(rpc.effect()).isEqualTo(Effect.READ));
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

    /** What the Argo Server does, as {@code argo-4.0.5-rights.txt} has it. */
    static Stream<Arguments> argoSource() throws IOException {
        try (InputStream rows =
                Objects.requireNonNull(ArgoRpcsTest.class.getResourceAsStream("argo-4.0.5-rights.txt"))) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(row -> !row.isBlank() && !row.startsWith("#"))
                    .map(row -> row.split("\\s*\\|\\s*", 4))
                    .map(row -> Arguments.of(row[0], row[1], rights(row[2])));
        }
    }

    private static Set<String> rights(String row) {
        return Stream.of(row.split(","))
                .map(right -> right.strip().replace("+", ""))
                .filter(right -> !right.isEmpty())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("argoSource")
    void asksForTheRightsThatArgosSourceUses(String method, String request, Set<String> rights) {
        assertThat(reviewed(method, request)).isEqualTo(rights);
    }

    @Test
    void isComparedWithArgosSourceInEachRow() throws IOException {
        Set<Object> read = argoSource().map(row -> row.get()[0]).collect(Collectors.toSet());
        assertThat(ArgoRpcs.all()).allSatisfy(rpc -> assertThat(read).contains(rpc.method()));
    }

    /** A request that names a workflow may name the newest one, whose name is found by a list. */
    @Test
    void asksForAListWhereverTheNewestWorkflowIsNamed() {
        List<ArgoRpc> naming = ArgoRpcs.all().stream()
                .filter(rpc -> rpc.name().startsWith("workflow.WorkflowService/")
                        && rpc.pathTemplate().contains("{name}"))
                .toList();
        assertThat(naming)
                .hasSize(11)
                .allSatisfy(rpc -> assertThat(reviewed(rpc.method(), "{\"name\":\"@latest\"}"))
                        .contains("list workflows"));
    }

    /** What the gateway's own API does is a call of the same Argo Server. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SUBMIT | CreateWorkflow | {}",
                "GET | GetWorkflow | {}",
                "LIST | ListWorkflows | {}",
                "WATCH | WatchWorkflows | {}",
                "LOGS | WorkflowLogs | {}",
                "FOLLOW_LOGS | WorkflowLogs | {\"logOptions\":{\"follow\":true}}",
                "STOP | StopWorkflow | {}",
                "STOP_NODES | StopWorkflow | {\"nodeFieldSelector\":\"a=b\"}",
                "TERMINATE | TerminateWorkflow | {}",
                "SUSPEND | SuspendWorkflow | {}",
                "RESUME | ResumeWorkflow | {}",
                "RETRY | RetryWorkflow | {}",
                "RESUBMIT | ResubmitWorkflow | {}",
                "DELETE | DeleteWorkflow | {}"
            })
    void asksForTheSameAsTheGatewaysOwnApi(Operation operation, String method, String request) {
        Set<String> own = Right.of(operation).stream().map(ArgoRpcsTest::phrase).collect(Collectors.toSet());
        assertThat(reviewed(method, request)).isEqualTo(own);
    }

    private static Set<String> reviewed(String method, String request) {
        ArgoRpc rpc = ArgoRpcs.all().stream()
                .filter(one -> one.method().equals(method))
                .findFirst()
                .orElseThrow();
        return rpc.rights().apply(request(request)).stream()
                .map(ArgoRpcsTest::phrase)
                .collect(Collectors.toSet());
    }

    private static String phrase(Right right) {
        return right.verb() + " " + right.in("").qualifiedResource();
    }

    private static ArgoRequestView request(String json) {
        try {
            return new ArgoRequestView(Map.of(), Map.of(), JSON.readTree(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
