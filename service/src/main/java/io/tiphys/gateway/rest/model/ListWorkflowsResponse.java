package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import java.util.List;

/**
 * A page of workflows, newest first.
 *
 * @param workflows the workflows, without their nodes
 * @param nextPageToken the token of the next page; empty on the last one
 */
@Schema(
        name = "ListWorkflowsResponse",
        requiredProperties = {"workflows", "nextPageToken"})
public record ListWorkflowsResponse(List<Workflow> workflows, String nextPageToken) implements Answer {
    public ListWorkflowsResponse {
        workflows = List.copyOf(workflows);
    }

    public static ListWorkflowsResponse of(WorkflowPage page) {
        return new ListWorkflowsResponse(
                page.workflows().stream().map(Workflow::of).toList(),
                page.next().orElse(""));
    }
}
