package io.tiphys.gateway.argoapi.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ArgoRpcs;
import io.tiphys.gateway.argoapi.rpc.Right;
import io.tiphys.gateway.error.GatewayException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which rights are asked for before a body is read: never one that the body could do away with. */
final class UnreadBodyTest {
    private static final Map<String, String> VARIABLES =
            Map.of("namespace", "science", "name", "w", "key", "k", "uid", "u", "discriminator", "d");

    private static final JsonMapper JSON = new JsonMapper();

    static List<ArgoRpc> withBodies() {
        return ArgoRpcs.all().stream().filter(ArgoRpc::readsBody).toList();
    }

    @ParameterizedTest
    @MethodSource("withBodies")
    void asksForNoRightThatABodyCouldDoAwayWith(ArgoRpc rpc) {
        List<Right> before = UnreadBody.rightsWithoutIt(rpc, VARIABLES);
        for (ObjectNode body : bodies()) {
            try {
                assertThat(rpc.rights().apply(new ArgoRequestView(VARIABLES, Map.of(), body)))
                        .containsAll(before);
            } catch (GatewayException e) {
                // a body that is refused needs no right
            }
        }
    }

    private static List<ObjectNode> bodies() {
        ObjectNode empty = JSON.createObjectNode();
        ObjectNode other = JSON.createObjectNode();
        other.put("type", "DATABASE")
                .put("nodeFieldSelector", "a=b")
                .put("resourceKind", "CronWorkflow")
                .put("force", true);
        other.putObject("createOptions").putArray("dryRun").add("All");
        other.putObject("submitOptions").put("dryRun", true);
        return List.of(empty, other);
    }

    @Test
    void asksEarlyForMostRightsAndLateForThoseOfADryRun() {
        assertThat(before("workflow.WorkflowService/RetryWorkflow")).isNotEmpty();
        assertThat(before("workflowtemplate.WorkflowTemplateService/CreateWorkflowTemplate"))
                .isNotEmpty();
        assertThat(before("workflow.WorkflowService/CreateWorkflow")).isEmpty();
        assertThat(before("workflow.WorkflowService/SubmitWorkflow")).isEmpty();
    }

    private static List<Right> before(String name) {
        return UnreadBody.rightsWithoutIt(ArgoRpcs.named(name).orElseThrow(), VARIABLES);
    }
}
