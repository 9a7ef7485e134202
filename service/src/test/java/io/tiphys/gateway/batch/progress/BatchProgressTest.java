package io.tiphys.gateway.batch.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange.Type;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchProgressTest {
    private final ScriptedStream<WorkflowChange> changes = new ScriptedStream<>();
    private final BatchProgress progress = new BatchProgress("b", 2, changes);

    @Test
    void countsWhatChangedAndEndsWhenAllHaveEnded() {
        changes.item(change(Type.ADDED, "a", "Running")).item(change(Type.ADDED, "b", "Running"));
        assertThat(next()).isEqualTo(new BatchState("b", 2, Map.of("Running", 2), false));

        changes.item(change(Type.MODIFIED, "a", "Succeeded"));
        assertThat(next().phases()).isEqualTo(Map.of("Running", 1, "Succeeded", 1));

        changes.item(change(Type.DELETED, "b", "Running"));
        assertThat(next()).isEqualTo(new BatchState("b", 1, Map.of("Succeeded", 1), true));
        assertThat(progress.next(Duration.ofSeconds(1))).isInstanceOf(EventStream.End.class);
    }

    private BatchState next() {
        while (true) {
            if (progress.next(Duration.ofSeconds(5)) instanceof EventStream.Item<BatchState>(BatchState state)) {
                return state;
            }
        }
    }

    private static WorkflowChange change(Type type, String name, String phase) {
        return new WorkflowChange(type, FakeArgo.workflow(name, phase, "1"));
    }
}
