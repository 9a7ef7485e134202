package io.tiphys.gateway.rest.request;

import io.tiphys.gateway.lifecycle.WorkflowAction;

/** The body of an action; every field of it may be absent, and so may the body. */
public sealed interface ActionRequest
        permits StopWorkflowRequest,
                TerminateWorkflowRequest,
                SuspendWorkflowRequest,
                ResumeWorkflowRequest,
                RetryWorkflowRequest,
                ResubmitWorkflowRequest {
    /** The action that is asked for. */
    WorkflowAction action();
}
