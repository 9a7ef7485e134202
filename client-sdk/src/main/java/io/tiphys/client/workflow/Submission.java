package io.tiphys.client.workflow;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of a submission.
 *
 * @param workflow the workflow as created, or as Argo understands it when it was only validated
 * @param submissionId the value of its label {@code tiphys.io/submission-id}
 * @param decidedBy the authority that decided about the caller's permissions
 * @param warnings the warnings about the workflow, in document order
 * @param preflight the preflight report, when the workflow was only validated
 * @param replayed whether an earlier call with the same idempotency key created the workflow
 */
public record Submission(
        Workflow workflow,
        String submissionId,
        Decider decidedBy,
        List<WorkflowFinding> warnings,
        Optional<WorkflowPreflight> preflight,
        boolean replayed) {
    public Submission {
        warnings = List.copyOf(warnings);
    }

    /** The authority that decided about the caller's permissions. */
    public enum Decider {
        /** The Kubernetes API server, consulted before anything was forwarded. */
        KUBERNETES,
        /** The Argo Server alone. */
        ARGO,
        /** An authority that this client does not know. */
        UNKNOWN
    }
}
