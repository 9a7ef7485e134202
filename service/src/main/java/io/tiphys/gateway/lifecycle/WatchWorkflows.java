package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.access.Operation;
import io.tiphys.gateway.call.Deadline;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Streams what happens to the workflows of a namespace, or to one of them. */
@Singleton
public final class WatchWorkflows {
    private final WorkflowCalls calls;
    private final WorkflowControl control;

    public WatchWorkflows(WorkflowCalls calls, WorkflowControl control) {
        this.calls = calls;
        this.control = control;
    }

    /**
     * Opens the stream. It goes on where the Argo Server or Kubernetes closes it, from the last version seen; a watch of
     * one workflow ends once that workflow has ended or was deleted.
     *
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND for one that is not there, or a reason of
     *     the guard or the upstream; later, from the stream, also WATCH_EXPIRED
     */
    public EventStream<WorkflowChange> open(Admission admission, Optional<Namespace> namespace, WatchQuery query) {
        query.name()
                .ifPresent(name -> calls.call(admission, namespace, Operation.GET, call -> control.get(call, name)));
        return new ResumingWatch(query, resumed -> {
            Deadline fresh = Deadline.after(admission.environment().limits().callTimeout());
            Admission again = new Admission(admission.environment(), admission.caller(), fresh);
            return calls.call(again, namespace, Operation.WATCH, call -> control.watch(call, resumed));
        });
    }
}
