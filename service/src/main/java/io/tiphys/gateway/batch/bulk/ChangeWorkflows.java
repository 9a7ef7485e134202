package io.tiphys.gateway.batch.bulk;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.batch.bulk.BulkEvent.Changed;
import io.tiphys.gateway.batch.bulk.BulkEvent.Ended;
import io.tiphys.gateway.batch.bulk.BulkEvent.Outcome;
import io.tiphys.gateway.batch.run.BatchSlots;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.ChangeWorkflow;
import io.tiphys.gateway.lifecycle.DeleteWorkflow;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops, terminates, retries or deletes the workflows of a selection. The permissions to list, and for the change, are
 * required before anything is listed, and again for each workflow. Thread-safe.
 */
@Singleton
public final class ChangeWorkflows {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWorkflows.class);

    private final NamespaceGuard guard;
    private final CallAuthenticator authenticator;
    private final SelectedWorkflows selected;
    private final ChangeWorkflow changer;
    private final DeleteWorkflow deleter;
    private final BatchSlots slots;
    private final OpenStreams open;

    public ChangeWorkflows(
            NamespaceGuard guard,
            CallAuthenticator authenticator,
            SelectedWorkflows selected,
            ChangeWorkflow changer,
            DeleteWorkflow deleter,
            BatchSlots slots,
            OpenStreams open) {
        this.guard = guard;
        this.authenticator = authenticator;
        this.selected = selected;
        this.changer = changer;
        this.deleter = deleter;
        this.slots = slots;
        this.open = open;
    }

    /**
     * Starts the change.
     *
     * @param dryRun count the workflows and change nothing
     * @return a result for each workflow as it happens, and last the summary
     * @throws GatewayException with a reason of the guard or of the list
     */
    public EventStream<BulkEvent> open(
            CallContext callContext, Namespace namespace, Selection selection, BulkVerb verb, boolean dryRun) {
        List<AccessCheck> rights = new ArrayList<>(Operation.LIST.rightsIn(namespace.value()));
        rights.addAll(verb.operation().rightsIn(namespace.value()));
        guard.require(callContext, namespace, rights);
        AtomicInteger matched = new AtomicInteger();
        List<String> names = new ArrayList<>();
        selected.read(callContext, namespace, selection, workflow -> {
            matched.incrementAndGet();
            if (verb.isFor(workflow.summary())) {
                names.add(workflow.summary().name());
            }
        });
        if (dryRun) {
            return new OneEvent<>(new Ended(matched.get(), names.size(), Map.of(), true));
        }
        return open.track(BulkRun.start(
                names,
                matched.get(),
                name -> change(callContext, namespace, name, verb),
                slots.open(callContext.environment(), callContext.requester())));
    }

    private Changed change(CallContext callContext, Namespace namespace, String name, BulkVerb verb) {
        try {
            make(authenticator.again(callContext), Optional.of(namespace), new WorkflowName(name), verb);
            return new Changed(name, Outcome.DONE, Optional.empty());
        } catch (GatewayException e) {
            return new Changed(name, outcome(e.problem().reason()), Optional.of(e.problem()));
        } catch (RuntimeException e) {
            LOG.error("a change of many workflows failed for one", e);
            Problem problem = Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning());
            return new Changed(name, Outcome.FAILED, Optional.of(problem));
        }
    }

    private void make(CallContext callContext, Optional<Namespace> namespace, WorkflowName name, BulkVerb verb) {
        switch (verb) {
            case STOP ->
                changer.change(
                        callContext, namespace, name, new WorkflowAction.Stop(Optional.empty(), Optional.empty()));
            case TERMINATE -> changer.change(callContext, namespace, name, new WorkflowAction.Terminate());
            case RETRY ->
                changer.change(
                        callContext, namespace, name, new WorkflowAction.Retry(false, Optional.empty(), List.of()));
            case DELETE -> deleter.delete(callContext, namespace, name);
        }
    }

    private static Outcome outcome(ErrorReason reason) {
        return switch (reason.kind()) {
            case INVALID, FORBIDDEN, NOT_FOUND, CONFLICT, PRECONDITION -> Outcome.REFUSED;
            default -> Outcome.FAILED;
        };
    }
}
