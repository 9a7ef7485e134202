package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Idempotency keys of Argo's own clients, over both of their protocols. */
@Timeout(120)
final class KeyedCallsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPEC =
            "\"spec\":{\"entrypoint\":\"wait\",\"templates\":[{\"name\":\"wait\",\"suspend\":{}}]}";
    private static final String CREATE = "workflow.WorkflowService/CreateWorkflow";
    private static final String SUBMIT = "workflow.WorkflowService/SubmitWorkflow";
    private static final String RESUBMIT = "workflow.WorkflowService/ResubmitWorkflow";
    private static final String RETRY = "workflow.WorkflowService/RetryWorkflow";

    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();
    private static final Scientist SCIENTIST = Scientist.create(CLUSTER);

    private static TestNamespace namespace;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        namespace = SCIENTIST.namespace();
        gateway = RunningGateway.start(EnvironmentSettings.of(
                        "argo",
                        CLUSTER.argoServer(),
                        GatewayAccount.forDirect(CLUSTER).access(),
                        namespace)
                .direct());
        namespace.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: WorkflowTemplate
                metadata: {name: waiting}
                spec:
                  entrypoint: wait
                  templates: [{name: wait, suspend: {}}]
                """);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        namespace.close();
    }

    private static KeyedArgoClient client(KeyedArgoClient.Protocol protocol) {
        return new KeyedArgoClient(protocol, gateway.port(), namespace.name(), SCIENTIST.token());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode document(String metadata, String spec) {
        return json("{\"workflow\":{\"metadata\":{" + metadata + "}," + spec + "}}");
    }

    @ParameterizedTest
    @EnumSource
    void createsOneWorkflowForAKeyAndMarksTheReplay(KeyedArgoClient.Protocol protocol) {
        String key = key();
        JsonNode request = document("\"generateName\":\"once-\"", SPEC);

        var first = client(protocol).call(CREATE, request, key);
        var second = client(protocol).call(CREATE, request, key);

        assertThat(first.code()).as(first.message()).isZero();
        assertThat(first.replayed()).isFalse();
        assertThat(first.name()).startsWith("once-").hasSize("once-".length() + 20);
        assertThat(second.code()).isZero();
        assertThat(second.replayed()).isTrue();
        assertThat(second.uid()).as(second.message()).isEqualTo(first.uid());
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherDocumentWithTheSameKey(KeyedArgoClient.Protocol protocol) {
        String key = key();
        client(protocol).call(CREATE, document("\"generateName\":\"once-\"", SPEC), key);

        var refused = client(protocol)
                .call(CREATE, document("\"generateName\":\"once-\"", SPEC.replace("{}", "{\"duration\":\"1h\"}")), key);

        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.message()).contains("IDEMPOTENCY_KEY_REUSED").contains("/spec/templates/0");
    }

    @ParameterizedTest
    @EnumSource
    void takesTheKeyFromTheAnnotationAndStoresItNowhere(KeyedArgoClient.Protocol protocol) {
        String key = key();
        JsonNode request = document(
                "\"generateName\":\"noted-\",\"annotations\":{\"tiphys.io/idempotency-key\":\"" + key + "\"}", SPEC);

        var first = client(protocol).call(CREATE, request, "");
        var second = client(protocol).call(CREATE, request, "");

        assertThat(first.code()).as(first.message()).isZero();
        assertThat(second.uid()).as(second.message()).isEqualTo(first.uid());
        assertThat(JSON.valueToTree(CLUSTER.admin()
                                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                                .inNamespace(namespace.name())
                                .withName(first.name())
                                .get())
                        .toString())
                .doesNotContain(key);
        assertThat(client(protocol).call(CREATE, request, key()).code()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void submitsFromATemplateOnce(KeyedArgoClient.Protocol protocol) {
        String key = key();
        JsonNode request = json("{\"resourceKind\":\"WorkflowTemplate\",\"resourceName\":\"waiting\","
                + "\"submitOptions\":{\"labels\":\"mine=yes\",\"annotations\":\"note=kept\"}}");

        var first = client(protocol).call(SUBMIT, request, key);
        var second = client(protocol).call(SUBMIT, request, key);

        assertThat(first.code()).as(first.message()).isZero();
        assertThat(first.name()).startsWith("waiting-");
        assertThat(second.uid()).as(second.message()).isEqualTo(first.uid());
        assertThat(second.replayed()).isTrue();
        var stored = CLUSTER.admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                .inNamespace(namespace.name())
                .withName(first.name())
                .get()
                .getMetadata();
        assertThat(stored.getLabels()).containsEntry("mine", "yes");
        assertThat(stored.getAnnotations()).containsEntry("note", "kept");
        JsonNode other = json("{\"resourceKind\":\"WorkflowTemplate\",\"resourceName\":\"waiting\","
                + "\"submitOptions\":{\"parameters\":[\"a=1\"]}}");
        assertThat(client(protocol).call(SUBMIT, other, key).message()).contains("IDEMPOTENCY_KEY_REUSED");
    }

    @ParameterizedTest
    @EnumSource
    void resubmitsOnce(KeyedArgoClient.Protocol protocol) {
        String model = client(protocol)
                .call(CREATE, document("\"generateName\":\"model-\"", SPEC), "")
                .name();
        String key = key();
        JsonNode request = json("{\"name\":\"" + model + "\"}");

        var first = client(protocol).call(RESUBMIT, request, key);
        var second = client(protocol).call(RESUBMIT, request, key);

        assertThat(first.code()).as(first.message()).isZero();
        assertThat(first.name()).startsWith(model + "-");
        assertThat(second.uid()).as(second.message()).isEqualTo(first.uid());
        assertThat(second.replayed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAKeyForTheRetryOfAnArchivedWorkflow(KeyedArgoClient.Protocol protocol) {
        var refused = client(protocol)
                .call(
                        "workflowarchive.ArchivedWorkflowService/RetryArchivedWorkflow",
                        json("{\"uid\":\"b5a9c9c0-0000-0000-0000-000000000000\",\"namespace\":\"" + namespace.name()
                                + "\"}"),
                        key());

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.message()).contains("accepts no idempotency key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb"})
    void refusesAKeyThatIsNone(String key) {
        JsonNode request = document(
                "\"generateName\":\"noted-\",\"annotations\":{\"tiphys.io/idempotency-key\":" + JSON.valueToTree(key)
                        + "}",
                SPEC);

        var refused = client(KeyedArgoClient.Protocol.HTTP).call(CREATE, request, "");

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.message()).contains("/metadata/annotations/tiphys.io~1idempotency-key");
    }

    @ParameterizedTest
    @EnumSource
    void retriesOnce(KeyedArgoClient.Protocol protocol) {
        String name = client(protocol)
                .call(CREATE, document("\"generateName\":\"failing-\"", SPEC), "")
                .name();
        JsonNode request = json("{\"name\":\"" + name + "\"}");
        var tooEarly = client(protocol).call(RETRY, request, key());
        assertThat(tooEarly.code()).isEqualTo(9);
    }
}
