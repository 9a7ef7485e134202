package io.tiphys.gateway.rest.stream;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.rest.model.Workflow;

/**
 * The data of an event <code>change</code>: something happened to a workflow.
 *
 * @param type what happened
 * @param workflow the workflow afterwards
 */
@Schema(
        name = "WorkflowChange",
        requiredProperties = {"type", "workflow"})
public record WorkflowChangeEvent(
        @Schema(allowableValues = {"ADDED", "MODIFIED", "DELETED"})
        String type,

        Workflow workflow) {

    public static WorkflowChangeEvent of(WorkflowChange change) {
        return new WorkflowChangeEvent(change.type().name(), Workflow.of(change.workflow()));
    }
}
