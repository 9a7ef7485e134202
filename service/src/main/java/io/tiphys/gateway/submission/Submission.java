package io.tiphys.gateway.submission;

import io.tiphys.gateway.access.AccessDecider;
import io.tiphys.gateway.inspection.WorkflowReport;
import io.tiphys.gateway.workflow.WorkflowObject;
import java.util.Optional;

/**
 * The outcome of a submission.
 *
 * @param workflow the workflow as created, or as Argo understands it when it was only validated
 * @param submissionId the value of the workflow's label {@link SubmitWorkflow#SUBMISSION_ID}
 * @param decidedBy who decided that the caller may do this
 * @param preflight what its preflight found, when it was only validated
 */
public record Submission(
        WorkflowObject workflow, String submissionId, AccessDecider decidedBy, Optional<WorkflowReport> preflight) {}
