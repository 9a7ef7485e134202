package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.GatewayContract.refused;
import static io.tiphys.gateway.contract.GatewayContract.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.Submitted;
import io.tiphys.gateway.contract.GatewayDriver.ViolationView;
import io.tiphys.gateway.contract.GatewayDriver.WorkflowView;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an idempotency key promises. */
interface KeysContract extends GatewayContract {
    private String fresh() {
        return world().freshName("key");
    }

    private Submitted submit(Call call, String document) {
        return gateway().submit(call, yaml(document), MediaType.YAML, false);
    }

    private Set<String> names(String prefix) {
        Set<String> names = new HashSet<>(world().workflowNames());
        names.removeIf(name -> !name.startsWith(prefix));
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    default void createsOneWorkflowForAKeyAndRepeatsTheAnswer(String environment) {
        Call call = call().through(environment).keyed(fresh());

        Submitted first = submit(call);
        Submitted second = submit(call);

        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isTrue();
        assertThat(first.workflow().name()).startsWith("suspended-");
        assertThat(second.workflow().uid()).isEqualTo(first.workflow().uid());
        assertThat(second.submissionId()).isEqualTo(first.submissionId());
    }

    @Test
    default void takesTheSameDocumentInAnotherFormForTheSame() {
        Call call = call().keyed(fresh());
        Submitted first = submit(call);

        byte[] asJson = """
                {"spec":{"templates":[{"suspend":{},"name":"wait"}],"entrypoint":"wait"},"kind":"Workflow",
                 "metadata":{"generateName":"suspended-"},"apiVersion":"argoproj.io/v1alpha1"}""".getBytes();
        Submitted second = gateway().submit(call, asJson, MediaType.JSON, false);

        assertThat(second.workflow().uid()).isEqualTo(first.workflow().uid());
        assertThat(second.replayed()).isTrue();
    }

    @Test
    default void refusesAnotherDocumentWithTheSameKeyAndNamesTheFields() {
        Call call = call().keyed(fresh());
        Submitted first = submit(call);

        Refusal.View refusal =
                refused(() -> submit(call, Workflows.SUSPENDED.replace("suspend: {}", "suspend: {duration: \"1h\"}")));

        assertThat(refusal.reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(refusal.violations())
                .containsExactly(new ViolationView("idempotency-key-reused", "/spec/templates/0"));
        assertThat(refusal.metadata())
                .containsEntry("workflow", first.workflow().name());
    }

    @Test
    default void doesNotKnowTheKeyOfAnotherCaller() {
        String key = fresh();
        Submitted first = submit(call().keyed(key));
        String other = world().newcomerWhoMay("create", "get").token();

        Submitted second = submit(call().as(other).keyed(key));

        assertThat(second.replayed()).isFalse();
        assertThat(second.workflow().name()).isNotEqualTo(first.workflow().name());
    }

    @Test
    default void keepsAGivenNameAndTellsNothingOfWhoTookIt() {
        String name = world().freshName("mine");
        String document = Workflows.SUSPENDED.replace("generateName: suspended-", "name: " + name);
        Call call = call().keyed(fresh());

        assertThat(submit(call, document).workflow().name()).isEqualTo(name);
        assertThat(submit(call, document).replayed()).isTrue();
        Refusal.View refusal = refused(() -> submit(call().keyed(fresh()), document));
        assertThat(refusal.reason()).isEqualTo("WORKFLOW_ALREADY_EXISTS");
    }

    @Test
    default void takesTheKeyFromTheDocumentAndStoresItNowhere() {
        String key = fresh();
        String document = Workflows.SUSPENDED.replace(
                "generateName: suspended-",
                "generateName: suspended-\n  annotations: {tiphys.io/idempotency-key: " + key + "}");

        Submitted first = submit(call(), document);
        Submitted second = submit(call().keyed(key));

        assertThat(second.workflow().uid()).isEqualTo(first.workflow().uid());
        JsonNode created = world().object(first.workflow().name());
        assertThat(created.toString()).doesNotContain(key);
        assertThat(created.at("/metadata/annotations/tiphys.io~1idempotency-key")
                        .asText())
                .hasSize(32);
        Refusal.View refusal = refused(() -> submit(call().keyed(fresh()), document));
        assertThat(refusal.reason()).isEqualTo("REQUEST_INVALID");
        assertThat(refusal.violations())
                .extracting(ViolationView::pointer)
                .contains("/metadata/annotations/tiphys.io~1idempotency-key");
    }

    @Test
    default void refusesAKeyThatIsTooLong() {
        Refusal.View refusal = refused(() -> submit(call().keyed("k".repeat(256))));

        assertThat(refusal.reason()).isEqualTo("REQUEST_INVALID");
        assertThat(refusal.violations()).extracting(ViolationView::rule).containsExactly("idempotency-key");
    }

    @Test
    default void refusesAKeyWithACharacterThatIsNotPrintable() {
        Refusal.View refusal = refused(() -> submit(call().keyed("a\tb")));

        assertThat(refusal.reason()).isEqualTo("REQUEST_INVALID");
        assertThat(refusal.violations()).extracting(ViolationView::rule).containsExactly("idempotency-key");
    }

    @Test
    default void createsOneWorkflowForManyCallsAtTheSameTime() throws InterruptedException {
        String key = fresh();
        Set<String> uids = ConcurrentHashMap.newKeySet();
        Set<String> fresh = ConcurrentHashMap.newKeySet();
        List<Thread> callers = java.util.stream.IntStream.range(0, 12)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    Submitted submitted = submit(call().keyed(key));
                    uids.add(submitted.workflow().uid());
                    if (!submitted.replayed()) {
                        fresh.add(submitted.submissionId() + i);
                    }
                }))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(uids).hasSize(1);
        assertThat(fresh).hasSize(1);
    }

    @Test
    default void showsNoWorkflowToACallerWhoMayCreateAndNotRead() {
        Call call = call().as(world().newcomerWhoMay("create").token()).keyed(fresh());
        Submitted first = submit(call);

        Refusal.View refusal = refused(() -> submit(call));

        assertThat(refusal.reason()).isEqualTo("IDEMPOTENCY_RECORD_UNREADABLE");
        assertThat(refusal.metadata())
                .containsEntry("workflow", first.workflow().name())
                .containsOnlyKeys("namespace", "workflow");
    }

    @Test
    default void resubmitsOnceForAKey() {
        Assumptions.assumeTrue(gateway().takesKeysForChanges(), "the client has no keys for changes");
        String model = submit(call()).workflow().name();
        Call call = call().keyed(fresh());
        WorkflowAction.Resubmit action = new WorkflowAction.Resubmit(false, List.of("a=1"));

        WorkflowView first = gateway().change(call, model, action);
        WorkflowView second = gateway().change(call, model, action);

        assertThat(second.uid()).isEqualTo(first.uid());
        assertThat(first.name()).startsWith(model + "-");
        assertThat(names(model + "-")).hasSize(1);
        assertThat(world().labelsOf(first.name()))
                .containsEntry("workflows.argoproj.io/resubmitted-from-workflow", model);
        assertThat(refused(() -> gateway().change(call, model, new WorkflowAction.Resubmit(false, List.of("a=2"))))
                        .reason())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(refused(() -> gateway().change(call, model, new WorkflowAction.Resubmit(true, List.of())))
                        .reason())
                .isEqualTo("REQUEST_INVALID");
        gateway().delete(call(), model);
        assertThat(gateway().change(call, model, action).uid()).isEqualTo(first.uid());
    }

    @Test
    default void retriesOnceForAKeyEvenWhenTheWorkflowHasFailedAgain() {
        Assumptions.assumeTrue(gateway().takesKeysForChanges(), "the client has no keys for changes");
        String name = failed(submit(call()).workflow().name());
        Call call = call().keyed(fresh());
        WorkflowAction.Retry action = new WorkflowAction.Retry(false, Optional.empty(), List.of());

        gateway().change(call, name, action); // Argo ends a workflow that was stopped at once again
        awaitFailure(name);
        assertThat(gateway().change(call, name, action).phase()).isEqualTo("Failed");
        assertThat(retriesOf(name)).isEqualTo(1);

        gateway().change(call().keyed(fresh()), name, action);
        awaitFailure(name);
        assertThat(retriesOf(name)).isEqualTo(2);
        assertThat(gateway().change(call, name, action).phase()).isEqualTo("Failed");
        assertThat(retriesOf(name)).isEqualTo(2);
        WorkflowAction.Retry other = new WorkflowAction.Retry(false, Optional.empty(), List.of("a=1"));
        Refusal.View refusal = refused(() -> gateway().change(call, name, other));
        assertThat(refusal.reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    private int retriesOf(String name) {
        String records =
                world().object(name).at("/spec/arguments/parameters/0/value").asText();
        return records.split(" ", -1).length;
    }

    private void awaitFailure(String name) {
        Awaiting.until(() -> gateway().get(call(), name).phase().equals("Failed"));
    }

    private String failed(String name) {
        Awaiting.until(() -> Workflows.waits(gateway().get(call(), name).json()));
        gateway().change(call(), name, new WorkflowAction.Stop(Optional.empty(), Optional.empty()));
        awaitFailure(name);
        return name;
    }
}
