package io.tiphys.gateway.access.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationTest {
    /** Written a second time by hand from the Argo Server's source: a slip in one of both is seen. */
    private static final Map<Operation, List<String>> NEEDED = Map.ofEntries(
            Map.entry(Operation.SUBMIT, List.of("create workflows")),
            Map.entry(Operation.GET, List.of("get workflows")),
            Map.entry(Operation.LIST, List.of("list workflows")),
            Map.entry(Operation.WATCH, List.of("watch workflows")),
            Map.entry(Operation.LOGS, List.of("get workflows", "list pods", "watch pods", "get pods/log")),
            Map.entry(
                    Operation.FOLLOW_LOGS,
                    List.of("get workflows", "list pods", "watch pods", "get pods/log", "watch workflows")),
            Map.entry(Operation.STOP, List.of("get workflows", "patch workflows")),
            Map.entry(Operation.STOP_NODES, List.of("get workflows", "update workflows")),
            Map.entry(Operation.TERMINATE, List.of("get workflows", "patch workflows")),
            Map.entry(Operation.SUSPEND, List.of("get workflows", "update workflows")),
            Map.entry(Operation.RESUME, List.of("get workflows", "update workflows")),
            Map.entry(Operation.RETRY, List.of("get workflows", "update workflows", "delete pods")),
            Map.entry(Operation.RESUBMIT, List.of("get workflows", "create workflows")),
            Map.entry(Operation.DELETE, List.of("get workflows", "delete workflows")));

    @Test
    void needsWhatArgoUses() {
        Map<Operation, List<String>> actual = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            actual.put(
                    operation,
                    operation.rightsIn("science").stream()
                            .map(OperationTest::phrase)
                            .toList());
        }

        assertThat(actual).isEqualTo(NEEDED);
    }

    @Test
    void needsItInTheNamespaceAndInNoOther() {
        for (Operation operation : Operation.values()) {
            assertThat(operation.rightsIn("science"))
                    .isNotEmpty()
                    .allSatisfy(right -> assertThat(right.namespace()).isEqualTo("science"));
        }
    }

    @Test
    void asksForPodsInTheCoreGroupAndForWorkflowsInArgos() {
        assertThat(Operation.FOLLOW_LOGS.rightsIn("science"))
                .allSatisfy(right ->
                        assertThat(right.group()).isEqualTo(right.resource().equals("pods") ? "" : "argoproj.io"));
    }

    @Test
    void asksForTemplatesByName() {
        assertThat(Operation.readTemplate("science", "shared"))
                .isEqualTo(new AccessCheck("get", "argoproj.io", "workflowtemplates", "", "science", "shared"));
        assertThat(Operation.readClusterTemplate("shared"))
                .isEqualTo(new AccessCheck("get", "argoproj.io", "clusterworkflowtemplates", "", "", "shared"));
    }

    private static String phrase(AccessCheck right) {
        return right.verb() + " " + right.qualifiedResource();
    }
}
