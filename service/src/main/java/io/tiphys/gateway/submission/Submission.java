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
 * @param decidedBy who decided that the caller may do this
 * @param warnings what is better done in another way in the workflow, in the order of the document
 * @param preflight what its preflight found, when it was only validated
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
