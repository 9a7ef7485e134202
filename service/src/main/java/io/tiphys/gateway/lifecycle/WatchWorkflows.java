package io.tiphys.gateway.lifecycle;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.access.EnvironmentEntrance;
import io.tiphys.gateway.access.Operation;
import io.tiphys.gateway.lifecycle.ResumingWatch.Upstream;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Streams what happens to the workflows of a namespace, or to one of them. Thread-safe. */
@Singleton
public final class WatchWorkflows {
    private final WorkflowCalls calls;
    private final WorkflowControl control;
    private final EnvironmentEntrance entrance;
    private final Ticker ticker;

    public WatchWorkflows(WorkflowCalls calls, WorkflowControl control, EnvironmentEntrance entrance, Ticker ticker) {
        this.calls = calls;
        this.control = control;
        this.entrance = entrance;
        this.ticker = ticker;
    }

    /**
     * Opens the stream. It goes on where the Argo Server or Kubernetes closes it, after the newest version seen, as long
     * as the caller's token is good and the caller has the rights: both are looked at again each time. A watch of one
     * workflow ends once that workflow has ended or was deleted.
     *
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND for one that is not there, or a reason of
     *     the guard or the upstream; later, from the stream, also WATCH_EXPIRED, or TOKEN_INVALID
     */
    public EventStream<WorkflowChange> open(Admission admission, Optional<Namespace> namespace, WatchQuery query) {
        Upstream first = upstream(admission, namespace, query);
        return new ResumingWatch(
                query, first, resumed -> upstream(entrance.again(admission), namespace, resumed), ticker);
    }

    private Upstream upstream(Admission admission, Optional<Namespace> namespace, WatchQuery query) {
        Optional<WorkflowObject> ended = query.name()
                .map(name -> calls.call(admission, namespace, Operation.GET, call -> control.get(call, name)))
                .filter(workflow -> workflow.summary().ended());
        return ended.map(workflow -> new Upstream(new EndedWorkflow(workflow, query.resourceVersion()), true))
                .orElseGet(() -> new Upstream(
                        calls.call(admission, namespace, Operation.WATCH, call -> control.watch(call, query)), false));
    }
}
