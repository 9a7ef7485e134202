package io.tiphys.gateway.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.WorkflowChange;

/**
 * The data of an event <code>change</code>: something happened to a workflow.
 *
 * @param type what happened
 * @param workflow the workflow afterwards
 */
@Schema(
        name = "WorkflowChange",
        requiredProperties = {"type", "workflow"})
record WorkflowChangeEvent(
        @Schema(allowableValues = {"ADDED", "MODIFIED", "DELETED"})
        String type,

        Workflow workflow) {

    static WorkflowChangeEvent of(WorkflowChange change) {
        return new WorkflowChangeEvent(change.type().name(), Workflow.of(change.workflow()));
    }
}
