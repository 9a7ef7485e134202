package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.GatewayContract.refused;
import static io.tiphys.gateway.contract.GatewayContract.yaml;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.contract.GatewayDriver.FindingView;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.PreflightView;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.Submitted;
import io.tiphys.gateway.contract.GatewayDriver.ViolationView;
import io.tiphys.gateway.contract.GatewayDriver.WorkflowView;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the documents that are sent: taken as they are, refused with everything that is wrong, or looked at beforehand. */
interface DocumentsContract extends GatewayContract {
    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    default void submitsInEveryCredentialMode(String environment) {
        Submitted submitted =
                gateway().submit(call().through(environment), yaml(Workflows.SUSPENDED), MediaType.YAML, false);

        WorkflowView workflow = submitted.workflow();
        assertThat(workflow.namespace()).isEqualTo(world().namespace());
        assertThat(workflow.name()).startsWith("suspended-");
        assertThat(workflow.uid()).isNotEmpty();
        assertThat(submitted.decidedBy()).isEqualTo("KUBERNETES");
        assertThat(world().labelsOf(workflow.name()))
                .containsEntry("tiphys.io/submission-id", submitted.submissionId());
    }

    @ParameterizedTest
    @MethodSource("io.tiphys.gateway.contract.DocumentsContract#waysToSendJson")
    default void keepsEveryFieldOfAJsonDocument(MediaType mediaType) {
        byte[] document = """
                {"kind": "Workflow", "apiVersion": "argoproj.io/v1alpha1",
                 "metadata": {"generateName": "exact-", "annotations": {"text": "\\u00e9 \\"quoted\\" \\/"}},
                 "spec": {"entrypoint": "wait", "priority": 9007199254740993,
                          "arguments": {"parameters": [{"name": "ratio", "value": 1.5}]},
                          "templates": [{"name": "wait", "suspend": {}}]}}
                """.replace("9007199254740993", "2147483647").getBytes(UTF_8);

        WorkflowView workflow =
                gateway().submit(call(), document, mediaType, false).workflow();

        JsonNode created = world().object(workflow.name());
        assertThat(created.at("/metadata/annotations/text").asText()).isEqualTo("é \"quoted\" /");
        assertThat(created.at("/spec/priority").asLong()).isEqualTo(2147483647L);
        assertThat(created.at("/spec/arguments/parameters/0/value").asText()).isEqualTo("1.5");
    }

    static List<MediaType> waysToSendJson() {
        return List.of(MediaType.JSON, MediaType.NONE);
    }

    @Test
    default void findsOutByItselfWhetherADocumentIsYaml() {
        WorkflowView workflow = gateway()
                .submit(call(), yaml(Workflows.SUSPENDED), MediaType.NONE, false)
                .workflow();

        assertThat(workflow.name()).startsWith("suspended-");
    }

    @Test
    default void namesTheCallerOnTheWorkflow() {
        Submitted submitted =
                gateway().submit(call().through("minted"), yaml(Workflows.SUSPENDED), MediaType.YAML, false);

        assertThat(world().object(submitted.workflow().name())
                        .at("/metadata/annotations/tiphys.io~1submitted-by")
                        .asText())
                .isEqualTo(world().userName());
    }

    @Test
    default void createsNothingWhenOnlyValidating() {
        Set<String> before = world().workflowNames();

        Submitted validated = gateway().submit(call(), yaml(Workflows.SUSPENDED), MediaType.YAML, true);

        assertThat(validated.workflow().uid()).isEmpty();
        assertThat(world().workflowNames()).isEqualTo(before);
    }

    @Test
    default void refusesWhenOnlyValidatingWhatArgoWouldRefuse() {
        Refusal.View refusal =
                refused(() -> gateway().submit(call(), yaml(Workflows.UNDEFINED_TEMPLATE), MediaType.YAML, true));

        assertThat(refusal.reason()).isEqualTo("WORKFLOW_INVALID");
        assertThat(refusal.detail()).contains("no-such-template");
    }

    @Test
    default void tellsThatTheNameIsTaken() {
        byte[] named =
                yaml(Workflows.SUSPENDED.replace("generateName: suspended-", "name: " + world().freshName("taken")));
        gateway().submit(call(), named, MediaType.YAML, false);

        assertThat(refused(() -> gateway().submit(call(), named, MediaType.YAML, false))
                        .reason())
                .isEqualTo("WORKFLOW_ALREADY_EXISTS");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tiphys.gateway.contract.BadDocuments#all")
    default void refusesABadDocumentWithItsReasonAndCreatesNothing(BadDocuments.Case bad) {
        Assumptions.assumeTrue(gateway().choosesFormats() || !bad.isWronglyAnnounced(), "finds the format out itself");
        Set<String> before = world().workflowNames();

        Refusal.View refusal = refused(() -> gateway().submit(call(), bad.document(), bad.mediaType(), false));

        assertThat(refusal.reason()).isEqualTo(bad.reason());
        assertThat(refusal.retryable()).isFalse();
        assertThat(refusal.violations()).containsAll(bad.violations());
        assertThat(world().workflowNames()).isEqualTo(before);
    }

    @Test
    default void tellsEverythingThatIsWrongAtOnce() {
        Refusal.View refusal =
                refused(() -> gateway().submit(call(), yaml(Workflows.MUCH_WRONG), MediaType.YAML, false));

        assertThat(refusal.reason()).isEqualTo("WORKFLOW_INVALID");
        assertThat(refusal.violations())
                .contains(
                        new ViolationView("namespace-mismatch", "/metadata/namespace"),
                        new ViolationView("unknown-field", "/spec/entrypont"),
                        new ViolationView("service-account-not-allowed", "/spec/serviceAccountName"),
                        new ViolationView("service-account-not-allowed", "/spec/templates/0/serviceAccountName"));
    }

    @Test
    default void tellsInOneAnswerWhatWouldKeepAWorkflowFromRunning() {
        ContractWorld.Person newcomer = world().newcomer();
        Set<String> before = world().workflowNames();

        PreflightView preflight = gateway().preflight(call().as(newcomer.token()), yaml(Workflows.NEEDING_MUCH));

        assertThat(preflight.runnable()).isFalse();
        assertThat(preflight.findings())
                .contains(
                        new FindingView(
                                "submission-right", "ERROR", "", 0, List.of(newcomer.userName() + " create workflows")),
                        new FindingView("unknown-field", "ERROR", "/spec/entrypont", 6, List.of()),
                        new FindingView(
                                "secret-exists",
                                "UNCHECKED",
                                "/spec/templates/0/container/envFrom/0/secretRef",
                                12,
                                List.of(newcomer.userName() + " get secrets")));
        assertThat(preflight.manifest().orElseThrow()).contains("workflows").contains("workflowtaskresults");
        assertThat(preflight.checkManifest().orElseThrow()).contains("resourceNames: [\"login\"]");
        assertThat(preflight.leastPods()).isEqualTo(3);
        assertThat(preflight.mostPods()).hasValue(3);
        assertThat(world().workflowNames()).isEqualTo(before);
    }

    @Test
    default void givesThePreflightWithAValidation() {
        PreflightView preflight = gateway()
                .submit(call(), yaml(Workflows.SUSPENDED), MediaType.YAML, true)
                .preflight()
                .orElseThrow();

        assertThat(preflight.runnable()).isTrue();
        assertThat(preflight.mostPods()).hasValue(0);
        assertThat(gateway()
                        .submit(call(), yaml(Workflows.SUSPENDED), MediaType.YAML, false)
                        .preflight())
                .isEmpty();
    }

    @Test
    default void refusesThePreflightOfWhatCannotBeRead() {
        assertThat(refused(() -> gateway().preflight(call(), yaml("{"))).reason())
                .isEqualTo("WORKFLOW_MALFORMED");
        assertThat(refused(() -> gateway().preflight(call().as("garbage"), yaml(Workflows.SUSPENDED)))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }
}
