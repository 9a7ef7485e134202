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
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.lifecycle.ChangeWorkflow;
import io.tiphys.gateway.lifecycle.DeleteWorkflow;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops, terminates, retries or deletes the workflows of a selection. The permissions to list, and for the change, are
 * required before anything is listed, and again for each workflow. Thread-safe.
 */
@Singleton
public final class ChangeWorkflows {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWorkflows.class);
    private static final WorkflowAction.Retry RETRY = new WorkflowAction.Retry(false, Optional.empty(), List.of());

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
     * Starts the change. With a key each workflow is retried once; the other changes can be repeated and need no key.
     *
     * @param dryRun count the workflows and change nothing; a key is checked and not used
     * @return a result for each workflow as it happens, and last the summary
     * @throws GatewayException with REQUEST_INVALID for keys that differ, or a reason of the guard or of the list
     */
    public EventStream<BulkEvent> open(
            CallContext callContext,
            Namespace namespace,
            Selection selection,
            BulkVerb verb,
            boolean dryRun,
            GivenKeys keys) {
        Optional<IdempotencyKey> key = keys.agreed();
        List<AccessCheck> rights = new ArrayList<>(Operation.LIST.rightsIn(namespace.value()));
        rights.addAll(verb.operation().rightsIn(namespace.value()));
        guard.require(callContext, namespace, rights);
        Predicate<WorkflowObject> before = changedBefore(callContext, namespace, verb, dryRun ? Optional.empty() : key);
        Chosen chosen = choose(callContext, namespace, selection, verb, before);
        if (dryRun) {
            return new OneEvent<>(new Ended(chosen.matched(), chosen.names().size(), Map.of(), true));
        }
        return open.track(BulkRun.start(
                chosen.names(),
                chosen.matched(),
                name -> chosen.changedBefore().contains(name)
                        ? new Changed(name, Outcome.REPLAYED, Optional.empty())
                        : change(callContext, namespace, name, verb, keys),
                slots.open(callContext.environment(), callContext.requester())));
    }

    /** Only a retry leaves a record of its key. */
    private Predicate<WorkflowObject> changedBefore(
            CallContext callContext, Namespace namespace, BulkVerb verb, Optional<IdempotencyKey> key) {
        return key.filter(given -> verb == BulkVerb.RETRY)
                .map(given -> changer.retriedBefore(callContext, namespace, RETRY, given))
                .orElse(workflow -> false);
    }

    /**
     * The workflows of a change.
     *
     * @param matched the number of workflows that the labels match
     * @param names the workflows to report
     * @param changedBefore those of them that an earlier call with the same key changed
     */
    private record Chosen(int matched, List<String> names, Set<String> changedBefore) {}

    private Chosen choose(
            CallContext callContext,
            Namespace namespace,
            Selection selection,
            BulkVerb verb,
            Predicate<WorkflowObject> before) {
        AtomicInteger matched = new AtomicInteger();
        List<String> names = new ArrayList<>();
        Set<String> changedBefore = new HashSet<>();
        selected.read(callContext, namespace, selection, workflow -> {
            matched.incrementAndGet();
            String name = workflow.summary().name();
            if (before.test(workflow)) {
                changedBefore.add(name);
                names.add(name);
            } else if (verb.isFor(workflow.summary())) {
                names.add(name);
            }
        });
        return new Chosen(matched.get(), names, changedBefore);
    }

    private Changed change(CallContext callContext, Namespace namespace, String name, BulkVerb verb, GivenKeys keys) {
        try {
            boolean replayed =
                    make(authenticator.again(callContext), Optional.of(namespace), new WorkflowName(name), verb, keys);
            return new Changed(name, replayed ? Outcome.REPLAYED : Outcome.DONE, Optional.empty());
        } catch (GatewayException e) {
            return new Changed(name, outcome(e.problem().reason()), Optional.of(e.problem()));
        } catch (RuntimeException e) {
            LOG.error("a change of many workflows failed for one", e);
            Problem problem = Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning());
            return new Changed(name, Outcome.FAILED, Optional.of(problem));
        }
    }

    /** Whether an earlier call with the same key made the change. */
    private boolean make(
            CallContext callContext, Optional<Namespace> namespace, WorkflowName name, BulkVerb verb, GivenKeys keys) {
        Optional<WorkflowAction> action = switch (verb) {
            case STOP -> Optional.of(new WorkflowAction.Stop(Optional.empty(), Optional.empty()));
            case TERMINATE -> Optional.of(new WorkflowAction.Terminate());
            case RETRY -> Optional.of(RETRY);
            case DELETE -> Optional.empty();
        };
        if (action.isEmpty()) {
            deleter.delete(callContext, namespace, name);
            return false;
        }
        return changer.change(callContext, namespace, name, action.get(), keys).replayed();
    }

    private static Outcome outcome(ErrorReason reason) {
        return switch (reason.kind()) {
            case INVALID, FORBIDDEN, NOT_FOUND, CONFLICT, PRECONDITION -> Outcome.REFUSED;
            default -> Outcome.FAILED;
        };
    }
}
