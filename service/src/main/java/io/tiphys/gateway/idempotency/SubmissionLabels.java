package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.admission.unfinished.CallerLabel;
import io.tiphys.gateway.admission.unfinished.CreationTrace;
import io.tiphys.gateway.tracing.TraceContext;
import java.util.Map;
import java.util.UUID;

/** Labels and annotations of the gateway on a workflow that it creates. */
public final class SubmissionLabels {
    /** The label with the id of the submission: a new id for each call, even with the same key. */
    public static final String SUBMISSION_ID = "tiphys.io/submission-id";

    /** The annotation that names the caller: with a delegated identity Argo itself knows only that account. */
    public static final String SUBMITTED_BY = "tiphys.io/submitted-by";

    /** The annotation with the trace of the call that created the workflow, as a header {@code traceparent}. */
    public static final String TRACEPARENT = "tiphys.io/traceparent";

    private SubmissionLabels() {}

    /** The annotation with the trace of the current thread's call; empty if the call has none. */
    public static Map<String, String> traced() {
        return TraceContext.traceparent()
                .map(parent -> Map.of(TRACEPARENT, parent))
                .orElse(Map.of());
    }

    /** The same, for the pods of the workflow; empty unless pods receive the trace. */
    public static Map<String, String> tracedPods() {
        return TraceContext.reachesPods() ? traced() : Map.of();
    }

    /**
     * The labels of a workflow that a call creates.
     *
     * @param submissionId the call's {@link #SUBMISSION_ID}
     */
    public static Map<String, String> of(CallContext context, String submissionId) {
        boolean counted = context.environment()
                        .limits()
                        .shares()
                        .admission()
                        .maxUnfinished()
                        .caller()
                > 0;
        return counted
                ? Map.of(SUBMISSION_ID, submissionId, CallerLabel.KEY, CallerLabel.of(context.caller()))
                : Map.of(SUBMISSION_ID, submissionId);
    }

    /** The trace of a creation with this {@link #SUBMISSION_ID}. */
    public static CreationTrace trace(String submissionId) {
        return new CreationTrace(SUBMISSION_ID, submissionId);
    }

    /** A new unique id. */
    public static String newId() {
        return UUID.randomUUID().toString();
    }
}
