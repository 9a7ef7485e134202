package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.access.AccessDecider;
import io.tiphys.gateway.submission.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a submission.
 *
 * @param submissionId the value of the label tiphys.io/submission-id on the workflow
 * @param decidedBy who decided that the caller may do this; ARGO when only the Argo Server understands the caller's token
 * @param workflow the workflow as created; with validateOnly as Argo understands it, without a uid
 * @param warnings what is better done in another way in the workflow, in the order of the document
 * @param preflight with validateOnly: what the workflow's preflight found
 * @param replayed whether an earlier request with the same idempotency key created the workflow
 */
@Schema(
        name = "SubmitWorkflowResponse",
        requiredProperties = {"submissionId", "decidedBy", "workflow", "warnings", "replayed"})
public record SubmitWorkflowResponse(
        String submissionId,
        AccessDecider decidedBy,
        Workflow workflow,
        List<WorkflowFindingDocument> warnings,
        @Nullable WorkflowPreflight preflight,
        boolean replayed)
        implements Answer {
    public SubmitWorkflowResponse {
        warnings = List.copyOf(warnings);
    }

    public static SubmitWorkflowResponse of(Submission submission) {
        return new SubmitWorkflowResponse(
                submission.submissionId(),
                submission.decidedBy(),
                Workflow.of(submission.workflow()),
                WorkflowFindingDocument.of(submission.warnings()),
                submission.preflight().map(WorkflowPreflight::of).orElse(null),
                submission.replayed());
    }
}
