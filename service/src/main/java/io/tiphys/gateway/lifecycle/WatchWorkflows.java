package io.tiphys.gateway.lifecycle;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EndedWorkflow;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.OneWorkflowWatch;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.lifecycle.stream.ReviewedStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Streams changes of the workflows of a namespace, or of one workflow. Thread-safe. */
@Singleton
public final class WatchWorkflows {
    private final WorkflowCalls calls;
    private final WorkflowControl control;
    private final CallAuthenticator authenticator;
    private final OpenStreams open;
    private final Ticker ticker;

    public WatchWorkflows(
            WorkflowCalls calls,
            WorkflowControl control,
            CallAuthenticator authenticator,
            OpenStreams open,
            Ticker ticker) {
        this.calls = calls;
        this.control = control;
        this.authenticator = authenticator;
        this.open = open;
        this.ticker = ticker;
    }

    /**
     * Opens the stream. The stream survives upstream watch closes, as long as the caller's token is valid and the caller has
     * the permissions: both are reviewed again at least twice a minute. A watch of one workflow ends when that workflow has
     * ended or was deleted. A stream that is read too slowly ends with READER_TOO_SLOW and a version: the caller resumes by
     * opening a watch after that version.
     *
     * @throws GatewayException with WORKFLOW_NOT_FOUND for a missing workflow, or a reason of the guard or the upstream;
     *     later, from the stream, also WATCH_EXPIRED, READER_TOO_SLOW, GATEWAY_STOPPING, or TOKEN_INVALID
     */
    public EventStream<WorkflowChange> open(CallContext callContext, Optional<Namespace> namespace, WatchQuery query) {
        EventStream<WorkflowChange> first = watch(callContext, namespace, query);
        EventStream<WorkflowChange> stream = query.name().isEmpty()
                ? first
                : new OneWorkflowWatch(
                        first, () -> watch(authenticator.again(callContext), namespace, query.fromNow()));
        return open.track(new ReviewedStream<>(stream, () -> review(callContext, namespace, query), ticker));
    }

    private void review(CallContext callContext, Optional<Namespace> namespace, WatchQuery query) {
        CallContext again = authenticator.again(callContext);
        calls.require(again, namespace, Operation.WATCH);
        if (query.name().isPresent()) {
            calls.require(again, namespace, Operation.GET);
        }
    }

    private EventStream<WorkflowChange> watch(
            CallContext callContext, Optional<Namespace> namespace, WatchQuery query) {
        Optional<WorkflowObject> ended = query.name()
                .map(name -> get(callContext, namespace, name))
                .filter(workflow -> workflow.summary().ended());
        if (ended.isPresent()) {
            return new EndedWorkflow(ended.get(), query.resourceVersion());
        }
        StandingCredential credential = calls.standing(callContext, namespace, Operation.WATCH);
        return control.watch(credential, callContext.environment().namespaceOrDefault(namespace), query);
    }

    private WorkflowObject get(CallContext callContext, Optional<Namespace> namespace, WorkflowName name) {
        return calls.call(callContext, namespace, Operation.GET, call -> control.get(call, name));
    }
}
