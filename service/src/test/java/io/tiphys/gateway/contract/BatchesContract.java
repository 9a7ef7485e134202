package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.GatewayContract.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.contract.BatchDriver.OutputView;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.ListOptions;
import java.util.List;
import java.util.Map;
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
        ListOptions all = ListOptions.pageOf(100).labelled("tiphys.io/batch=" + batch);
        Awaiting.until(() -> gateway().list(call(), all).workflows().size() == ITEMS);
        return batch;
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
}
