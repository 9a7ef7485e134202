package io.tiphys.gateway.rest.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to run the failed steps of a workflow again.
 *
 * @param restartSuccessful run again also the steps that succeeded, those that nodeFieldSelector picks
 * @param nodeFieldSelector Argo's node field selector
 * @param parameters parameters to change, each name=value
 */
@Schema(name = "RetryWorkflowRequest")
public record RetryWorkflowRequest(
        @Nullable Boolean restartSuccessful,
        @Nullable String nodeFieldSelector,
        @Nullable List<String> parameters) implements ActionRequest {
    @Override
    public WorkflowAction action() {
        return new WorkflowAction.Retry(
                Boolean.TRUE.equals(restartSuccessful),
                Optional.ofNullable(nodeFieldSelector),
                parameters == null ? List.of() : parameters);
    }
}
