package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.workflow.WorkflowObject;
import java.time.Duration;
import java.util.Optional;

/**
 * The watch of an ended workflow: its last state, unless the caller has already seen that state, and the end. The upstream
 * would keep such a watch open without any event.
 */
public final class EndedWorkflow implements EventStream<WorkflowChange> {
    private Optional<WorkflowChange> unseen;

    public EndedWorkflow(WorkflowObject workflow, Optional<String> seenVersion) {
        WorkflowChange.Type type = seenVersion.isEmpty() ? WorkflowChange.Type.ADDED : WorkflowChange.Type.MODIFIED;
        unseen = Optional.of(new WorkflowChange(type, workflow))
                .filter(change ->
                        !seenVersion.equals(Optional.of(workflow.summary().resourceVersion())));
    }

    @Override
    public Step<WorkflowChange> next(Duration timeout) {
        Optional<WorkflowChange> change = unseen;
        unseen = Optional.empty();
        return change.<Step<WorkflowChange>>map(Item::new).orElseGet(End::new);
    }

    @Override
    public void close() {
        // nothing to close
    }
}
