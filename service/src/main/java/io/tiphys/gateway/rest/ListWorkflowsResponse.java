package io.tiphys.gateway.rest;

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
record ListWorkflowsResponse(List<Workflow> workflows, String nextPageToken) implements Answer {
    ListWorkflowsResponse {
        workflows = List.copyOf(workflows);
    }

    static ListWorkflowsResponse of(WorkflowPage page) {
        return new ListWorkflowsResponse(
                page.workflows().stream().map(Workflow::of).toList(),
                page.next().orElse(""));
    }
}
