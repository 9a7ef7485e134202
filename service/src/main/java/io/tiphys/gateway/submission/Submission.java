package io.tiphys.gateway.submission;

import io.tiphys.gateway.access.AccessDecider;
import io.tiphys.gateway.idempotency.SubmissionLabels;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a submission.
 *
 * @param workflow the workflow as created, or as Argo understands it when it was only validated
 * @param submissionId the value of the workflow's label {@link SubmissionLabels#SUBMISSION_ID}
 * @param decidedBy the authority that decided about the caller's permissions
 * @param warnings the warnings about the workflow, in document order
 * @param preflight the preflight report, when the workflow was only validated
 * @param replayed whether an earlier call with the same idempotency key created the workflow
 */
public record Submission(
        WorkflowObject workflow,
        String submissionId,
        AccessDecider decidedBy,
        List<Finding> warnings,
        Optional<WorkflowReport> preflight,
        boolean replayed) {
    public Submission {
        warnings = List.copyOf(warnings);
    }
}
