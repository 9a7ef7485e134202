package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.workflow.WorkflowObject;
import java.util.List;
import java.util.Optional;

/**
 * A page of workflows, newest first.
 *
 * @param workflows the workflows, without their nodes
 * @param next the token of the next page; empty on the last one
 */
public record WorkflowPage(List<WorkflowObject> workflows, Optional<String> next) {
    public WorkflowPage {
        workflows = List.copyOf(workflows);
    }
}
