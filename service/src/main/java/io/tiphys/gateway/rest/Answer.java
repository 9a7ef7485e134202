package io.tiphys.gateway.rest;

/** What an operation of this API answers with as JSON; {@link AnswerBodyWriter} writes it. */
sealed interface Answer
        permits Environment,
                ListEnvironmentsResponse,
                PreflightResponse,
                LintResponse,
                LintFilesResponse,
                Workflow,
                SubmitWorkflowResponse,
                WorkflowPreflight,
                ListWorkflowsResponse {}
