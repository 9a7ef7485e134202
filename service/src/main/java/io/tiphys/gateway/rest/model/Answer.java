package io.tiphys.gateway.rest.model;

import io.tiphys.gateway.rest.AnswerBodyWriter;

/** What an operation of this API answers with as JSON; {@link AnswerBodyWriter} writes it. */
public sealed interface Answer
        permits Environment,
                ListEnvironmentsResponse,
                PreflightResponse,
                LintResponse,
                LintFilesResponse,
                Workflow,
                SubmitWorkflowResponse,
                WorkflowPreflight,
                ListWorkflowsResponse {}
