package io.tiphys.gateway.rest.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to make a new workflow of one that exists.
 *
 * @param memoized take over the outputs of the steps that succeeded
 * @param parameters parameters to change, each name=value
 */
@Schema(name = "ResubmitWorkflowRequest")
public record ResubmitWorkflowRequest(
        @Nullable Boolean memoized, @Nullable List<String> parameters) implements ActionRequest {
    @Override
    public WorkflowAction action() {
        return new WorkflowAction.Resubmit(Boolean.TRUE.equals(memoized), parameters == null ? List.of() : parameters);
    }
}
