package io.tiphys.gateway.batch.run;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.item.BatchEvent.ItemResult;
import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.item.ItemOutcome;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.idempotency.document.DocumentKey;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.submission.SubmissionSteps;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.validation.document.WorkflowManifest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits one item of a batch: the steps of a single submission with the item's key. Thread-safe. */
final class ItemSubmitter {
    private static final Logger LOG = LoggerFactory.getLogger(ItemSubmitter.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final WorkflowManifestReader reader;
    private final SubmissionSteps steps;
    private final Namespace namespace;
    private final BatchIdentity batch;
    private final KnownItems known;
    private final ValidDocuments valid = new ValidDocuments();

    ItemSubmitter(
            WorkflowManifestReader reader,
            SubmissionSteps steps,
            Namespace namespace,
            BatchIdentity batch,
            KnownItems known) {
        this.reader = reader;
        this.steps = steps;
        this.namespace = namespace;
        this.batch = batch;
        this.known = known;
    }

    /** Submits the item; every failure is a result. */
    ItemResult submit(BatchItem item, CallContext callContext) {
        try {
            return make(item, callContext);
        } catch (GatewayException e) {
            return failed(item, e.problem());
        } catch (RuntimeException e) {
            LOG.error("an item of a batch failed", e);
            return failed(item, Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning()));
        }
    }

    private ItemResult make(BatchItem item, CallContext callContext) {
        WorkflowManifest manifest = reader.read(item.document(), item.format());
        steps.requireRights(callContext, namespace, manifest);
        if (!item.validated() && !valid.contains(item.document())) {
            steps.requireValid(callContext, namespace, manifest);
            valid.add(item.document());
        }
        IdempotencyKey key = DocumentKey.with(GivenKeys.of(batch.keyOf(item.index())), manifest.root())
                .agreed()
                .orElseThrow();
        KeyedCreation creation = steps.creation(callContext, namespace, manifest, key);
        Optional<String> uid = known.uid(creation);
        if (uid.isPresent()) {
            return ItemResult.of(item, ItemOutcome.REPLAYED, creation.name(), uid.get());
        }
        Done<WorkflowObject> done = create(creation, manifest, batch.labelsOf(item.index()));
        if (done.replayed()) {
            known.replayed();
        }
        return ItemResult.of(
                item,
                done.replayed() ? ItemOutcome.REPLAYED : ItemOutcome.CREATED,
                done.answer().summary().name(),
                done.answer().summary().uid());
    }

    /** Waits for a permit instead of failing: without one nothing was sent. */
    private Done<WorkflowObject> create(KeyedCreation creation, WorkflowManifest manifest, Map<String, String> labels) {
        Deadline deadline = creation.context().deadline();
        while (true) {
            try {
                return steps.create(creation, manifest, labels);
            } catch (GatewayException e) {
                Duration pause = e.problem().retryAfter().orElse(PAUSE);
                if (!isHeldBack(e.problem().reason()) || deadline.remaining().compareTo(pause) <= 0) {
                    throw e;
                }
                deadline.await(new CompletableFuture<>()
                        .completeOnTimeout(Boolean.TRUE, pause.toMillis(), TimeUnit.MILLISECONDS));
            }
        }
    }

    private static boolean isHeldBack(ErrorReason reason) {
        return switch (reason) {
            case TOO_MANY_CALLS, TOO_MANY_WORKFLOWS, ARGO_CIRCUIT_OPEN -> true;
            default -> false;
        };
    }

    private static ItemResult failed(BatchItem item, Problem problem) {
        ItemOutcome outcome = isItemsOwn(problem.reason()) ? ItemOutcome.REFUSED : ItemOutcome.FAILED;
        return ItemResult.without(item, outcome, Optional.of(problem));
    }

    /** Whether the same item would fare alike if it were sent again. */
    private static boolean isItemsOwn(ErrorReason reason) {
        return switch (reason.kind()) {
            case INVALID, TOO_LARGE, FORBIDDEN, CONFLICT, PRECONDITION, NOT_FOUND -> !reason.retryable();
            default -> false;
        };
    }
}
