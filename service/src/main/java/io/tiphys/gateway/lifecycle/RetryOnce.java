package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.admission.CreationAdmission;
import io.tiphys.gateway.admission.unfinished.CreationTrace;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.idempotency.Attempt;
import io.tiphys.gateway.idempotency.Effect;
import io.tiphys.gateway.idempotency.KeyedCall;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.idempotency.KeyedUpstream;
import io.tiphys.gateway.idempotency.Look;
import io.tiphys.gateway.idempotency.RetryRecords;
import io.tiphys.gateway.idempotency.Sight;
import io.tiphys.gateway.idempotency.SubmissionLabels;
import io.tiphys.gateway.idempotency.document.DocumentFingerprint;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.idempotency.key.KeyDigest;
import io.tiphys.gateway.idempotency.key.KeyScope;
import io.tiphys.gateway.lifecycle.RerunReview.Reviewed;
import io.tiphys.gateway.lifecycle.WorkflowAction.Retry;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Retries a workflow once for a key, see {@link RetryRecords}. Thread-safe. */
@Singleton
public final class RetryOnce {
    private final WorkflowCalls calls;
    private final WorkflowControl control;
    private final RerunReview review;
    private final WorkflowManifestReader reader;
    private final CreationAdmission admission;

    public RetryOnce(
            WorkflowCalls calls,
            WorkflowControl control,
            RerunReview review,
            WorkflowManifestReader reader,
            CreationAdmission admission) {
        this.calls = calls;
        this.control = control;
        this.review = review;
        this.reader = reader;
        this.admission = admission;
    }

    /**
     * Retries the workflow.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link RerunReview#require}, {@link WorkflowControl#change} and
     *     {@link KeyedCall#make} do
     */
    Done<WorkflowObject> retry(
            CallContext callContext,
            Optional<Namespace> requested,
            WorkflowName name,
            Retry action,
            IdempotencyKey key) {
        Namespace namespace = callContext.environment().namespaceOrDefault(requested);
        RetryRecords.Retry record = RetryRecords.Retry.of(
                KeyScope.of(callContext, namespace).digest(key),
                name.value(),
                fingerprint(action),
                SubmissionLabels.newId());
        Reviewed reviewed = review.require(callContext, requested, name, action);
        KeyedRetry retry = new KeyedRetry(callContext, namespace, name, action, record, reviewed);
        return new KeyedCall(Effect.CHANGE, namespace.value(), name.value()).make(callContext.deadline(), retry);
    }

    /**
     * Tells by the record of a retry whether a workflow was retried with a key before. The workflow may be as old as a list
     * is: {@link #retry} looks at the current one.
     */
    Predicate<WorkflowObject> retriedBefore(
            CallContext callContext, Namespace namespace, Retry action, IdempotencyKey key) {
        KeyDigest digest = KeyScope.of(callContext, namespace).digest(key);
        DocumentFingerprint request = fingerprint(action);
        String call = SubmissionLabels.newId();
        return workflow -> {
            RetryRecords.Retry record =
                    RetryRecords.Retry.of(digest, workflow.summary().name(), request, call);
            return RetryRecords.in(reader.readSpecification(workflow).specification())
                            .sight(record)
                    == Sight.DONE_BEFORE;
        };
    }

    private static DocumentFingerprint fingerprint(Retry action) {
        Map<String, String> fields = DocumentFingerprint.numbered("parameters", action.parameters());
        fields.put("restartSuccessful", Boolean.toString(action.restartSuccessful()));
        fields.put("nodeFieldSelector", action.nodeFieldSelector().orElse(""));
        return DocumentFingerprint.ofFields(fields);
    }

    private final class KeyedRetry implements KeyedUpstream<WorkflowObject> {
        private final CallContext callContext;
        private final Namespace namespace;
        private final WorkflowName name;
        private final Retry action;
        private final RetryRecords.Retry record;
        private final Reviewed reviewed;
        private WorkflowObject seen;

        KeyedRetry(
                CallContext callContext,
                Namespace namespace,
                WorkflowName name,
                Retry action,
                RetryRecords.Retry record,
                Reviewed reviewed) {
            this.callContext = callContext;
            this.namespace = namespace;
            this.name = name;
            this.action = action;
            this.record = record;
            this.reviewed = reviewed;
            this.seen = reviewed.workflow();
        }

        /** A recorded retry is not sent. */
        @Override
        public Attempt<WorkflowObject> send(Deadline deadline) {
            RetryRecords records = records();
            if (records.sight(record) != Sight.ABSENT) {
                return Attempt.notSent();
            }
            List<String> parameters = new ArrayList<>(action.parameters());
            parameters.add(records.with(record));
            Retry recorded = new Retry(action.restartSuccessful(), action.nodeFieldSelector(), parameters);
            return Attempt.of(() -> calls.call(
                    callContext.with(deadline),
                    Optional.of(namespace),
                    action.operation(),
                    reviewed.templates(),
                    call -> admission.admit(
                            callContext.with(deadline),
                            namespace,
                            CreationTrace.named(name.value()),
                            () -> control.change(call, name, recorded))));
        }

        @Override
        public Look<WorkflowObject> look(Deadline deadline) {
            seen = calls.call(
                    callContext.with(deadline),
                    Optional.of(namespace),
                    action.operation(),
                    call -> control.get(call, name));
            Sight sight = records().sight(record);
            return switch (sight) {
                case OURS, DONE_BEFORE -> Look.done(sight == Sight.OURS, seen);
                default -> Look.without(sight);
            };
        }

        private RetryRecords records() {
            return RetryRecords.in(reader.readSpecification(seen).specification());
        }
    }
}
