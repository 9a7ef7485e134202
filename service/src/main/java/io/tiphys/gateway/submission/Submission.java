package io.tiphys.gateway.submission;

import io.tiphys.gateway.access.AccessDecider;
import io.tiphys.gateway.workflow.WorkflowObject;

/**
 * The outcome of a submission.
 *
 * @param workflow the workflow as created, or as Argo understands it when it was only validated
 * @param submissionId the value of the workflow's label {@link SubmitWorkflow#SUBMISSION_ID}
 * @param decidedBy who decided that the caller may do this
 */
public record Submission(WorkflowObject workflow, String submissionId, AccessDecider decidedBy) {}
