package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.GatewayContract.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.contract.BatchDriver.OutputView;
import io.tiphys.gateway.contract.BatchDriver.RetriedView;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.ListOptions;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.ViolationView;
import io.tiphys.gateway.contract.GatewayDriver.WorkflowView;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of many workflows. */
interface BatchesContract extends GatewayContract {
    /** More than the gateway reads at once. */
    int ITEMS = 10;

    private List<String> documents(String template) {
        return IntStream.range(0, ITEMS)
                .mapToObj(index -> template.replace("NUMBER", Integer.toString(index)))
                .toList();
    }

    /** Submits a batch, and waits until Argo's list, which follows the cluster with a delay, has all of it. */
    private String submitted(String template) {
        String batch = world().freshName("batch");
        assertThat(gateway().batches().submit(call(), batch, documents(template)))
                .hasSize(ITEMS)
                .allSatisfy((index, outcome) -> assertThat(outcome).isEqualTo("created"));
        Awaiting.until(() -> listed(batch).size() == ITEMS);
        return batch;
    }

    private List<WorkflowView> listed(String batch) {
        ListOptions all = ListOptions.pageOf(100).labelled("tiphys.io/batch=" + batch);
        return gateway().list(call(), all).workflows();
    }

    @Test
    default void waitsForABatchAndCollectsItsOutputsByIndex() {
        String batch = submitted(Workflows.DOUBLING);

        List<OutputView> rows = gateway().batches().outputs(call(), batch, true);

        assertThat(rows)
                .extracting(OutputView::index)
                .containsExactlyElementsOf(IntStream.range(0, ITEMS).boxed().toList());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.name()).startsWith("doubling-");
            assertThat(row.phase()).isEqualTo("Succeeded");
            assertThat(row.parameters()).isEqualTo(Map.of("x", Integer.toString(row.index())));
            assertThat(row.outputs()).isEqualTo(Map.of("doubled", Integer.toString(2 * row.index())));
            assertThat(row.artifacts()).isEmpty();
        });
    }

    @Test
    default void collectsTheOutputsOfABatchThatHasNotEnded() {
        String batch = submitted(Workflows.WAITING);

        List<OutputView> rows = gateway().batches().outputs(call(), batch, false);

        assertThat(rows).hasSize(ITEMS).allSatisfy(row -> {
            assertThat(row.phase()).isNotEqualTo("Succeeded");
            assertThat(row.outputs()).isEmpty();
        });
    }

    @Test
    default void refusesTheOutputsOfABatchThatDoesNotExist() {
        assertThat(refused(() -> gateway().batches().outputs(call(), "no-such-batch", false))
                        .reason())
                .isEqualTo("WORKFLOW_NOT_FOUND");
        assertThat(refused(() -> gateway().batches().outputs(call(), "no-such-batch", true))
                        .reason())
                .isEqualTo("WORKFLOW_NOT_FOUND");
    }

    @Test
    default void refusesTheOutputsToACallerWhoMayListAndNotRead() {
        Call call = call().as(world().newcomerWhoMay("list").token());

        assertThat(refused(() -> gateway().batches().outputs(call, "any", false))
                        .reason())
                .isEqualTo("ACCESS_DENIED");
    }

    @Test
    default void retriesTheFailedOfABatchOnceForAKey() {
        String batch = submitted(Workflows.WAITING);
        Set<String> failed = Set.copyOf(fail(batch, ITEMS / 2));
        Call call = call().keyed(world().freshName("key"));

        RetriedView first =
                gateway().batches().retry(call, batch); // Argo ends a workflow that was stopped at once again
        RetriedView atOnce = gateway().batches().retry(call, batch);
        awaitFailure(failed);
        RetriedView again = gateway().batches().retry(call, batch);

        assertThat(first.outcomes()).containsOnlyKeys(failed);
        assertThat(first.count("done")).isEqualTo(failed.size());
        for (RetriedView repeated : List.of(atOnce, again)) {
            assertThat(repeated.outcomes()).containsOnlyKeys(failed);
            assertThat(repeated.count("replayed")).isEqualTo(failed.size());
        }
        assertThat(failed).allSatisfy(name -> assertThat(retriesOf(name)).isEqualTo(1));

        RetriedView other = gateway().batches().retry(call().keyed(world().freshName("key")), batch);

        assertThat(other.count("done")).isEqualTo(failed.size());
        assertThat(failed).allSatisfy(name -> assertThat(retriesOf(name)).isEqualTo(2));
    }

    @Test
    default void retriesWithAKeyWhatTheFirstCallDidNotReach() {
        String batch = submitted(Workflows.WAITING);
        Set<String> early = Set.copyOf(fail(batch, 2));
        Call call = call().keyed(world().freshName("key"));
        gateway().batches().retry(call, batch);
        awaitFailure(early);
        Set<String> late = Set.copyOf(fail(batch, 3));

        RetriedView again = gateway().batches().retry(call, batch);

        assertThat(again.outcomes()).hasSize(early.size() + late.size());
        assertThat(again.outcomes())
                .allSatisfy(
                        (name, outcome) -> assertThat(outcome).isEqualTo(early.contains(name) ? "replayed" : "done"));
    }

    @Test
    default void refusesTheRetryOfABatchWithAKeyThatIsTooLong() {
        Refusal.View refusal = refused(() -> gateway().batches().retry(call().keyed("k".repeat(256)), "any"));

        assertThat(refusal.reason()).isEqualTo("REQUEST_INVALID");
        assertThat(refusal.violations()).extracting(ViolationView::rule).containsExactly("idempotency-key");
    }

    /** Stops some workflows of a batch that have not failed; their names. */
    private List<String> fail(String batch, int count) {
        List<String> names = listed(batch).stream()
                .filter(one -> !one.phase().equals("Failed"))
                .map(WorkflowView::name)
                .limit(count)
                .toList();
        names.forEach(name -> {
            Awaiting.until(() -> Workflows.waits(gateway().get(call(), name).json()));
            gateway().change(call(), name, new WorkflowAction.Stop(Optional.empty(), Optional.empty()));
        });
        awaitFailure(names);
        Awaiting.until(() -> listed(batch).stream()
                .filter(one -> one.phase().equals("Failed"))
                .map(WorkflowView::name)
                .toList()
                .containsAll(names));
        return names;
    }

    private void awaitFailure(Collection<String> names) {
        names.forEach(
                name -> Awaiting.until(() -> gateway().get(call(), name).phase().equals("Failed")));
    }

    private int retriesOf(String name) {
        for (JsonNode parameter : world().object(name).at("/spec/arguments/parameters")) {
            if (parameter.path("name").asText().equals("tiphys-idempotency-keys")) {
                return parameter.path("value").asText().split(" ", -1).length;
            }
        }
        return 0;
    }
}
