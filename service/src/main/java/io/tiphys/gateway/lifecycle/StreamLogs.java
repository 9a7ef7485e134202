package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.access.Operation;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Streams the log lines of a workflow's pods. */
@Singleton
public final class StreamLogs {
    private final WorkflowCalls calls;
    private final WorkflowControl control;

    public StreamLogs(WorkflowCalls calls, WorkflowControl control) {
        this.calls = calls;
        this.control = control;
    }

    /**
     * Opens the stream. The workflow is read first, so that one that is not there is an error and not an empty stream.
     *
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND, or a reason of the guard or the upstream
     */
    public EventStream<LogLine> open(
            Admission admission, Optional<Namespace> namespace, WorkflowName name, LogQuery query) {
        Operation operation = query.follow() ? Operation.FOLLOW_LOGS : Operation.LOGS;
        return calls.call(admission, namespace, operation, call -> {
            control.get(call, name);
            return control.logs(call, name, query);
        });
    }
}
