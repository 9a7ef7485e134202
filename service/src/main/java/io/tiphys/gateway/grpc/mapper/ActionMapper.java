package io.tiphys.gateway.grpc.mapper;

import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.v1.ResubmitWorkflowRequest;
import io.tiphys.v1.ResumeWorkflowRequest;
import io.tiphys.v1.RetryWorkflowRequest;
import io.tiphys.v1.StopWorkflowRequest;

/** Maps the requested changes of a workflow. */
public final class ActionMapper {
    private ActionMapper() {}

    public static WorkflowAction stop(StopWorkflowRequest request) {
        return new WorkflowAction.Stop(
                FieldMapper.text(request.getMessage()), FieldMapper.text(request.getNodeFieldSelector()));
    }

    public static WorkflowAction resume(ResumeWorkflowRequest request) {
        return new WorkflowAction.Resume(FieldMapper.text(request.getNodeFieldSelector()));
    }

    public static WorkflowAction retry(RetryWorkflowRequest request) {
        return new WorkflowAction.Retry(
                request.getRestartSuccessful(),
                FieldMapper.text(request.getNodeFieldSelector()),
                request.getParametersList());
    }

    public static WorkflowAction resubmit(ResubmitWorkflowRequest request) {
        return new WorkflowAction.Resubmit(request.getMemoized(), request.getParametersList());
    }
}
