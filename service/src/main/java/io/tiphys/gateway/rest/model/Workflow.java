package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowSummary;

/**
 * A workflow as Argo has it, with what callers ask for most taken out of it. A text is empty where Argo has set none.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its uid; empty when it was only validated
 * @param resourceVersion its version for watches
 * @param phase Argo's phase: Pending, Running, Succeeded, Failed or Error; Pending while Argo has set none
 * @param progress finished over known pods, for example 3/10; the total may grow
 * @param message Argo's message
 * @param workflow the whole workflow, Argo's own JSON
 */
@Schema(
        name = "Workflow",
        requiredProperties = {"namespace", "name", "uid", "resourceVersion", "phase", "progress", "message", "workflow"
        })
public record Workflow(
        String namespace,
        String name,
        String uid,
        String resourceVersion,
        String phase,
        String progress,
        String message,

        @Schema(implementation = Object.class) RawJson workflow)
        implements Answer {

    public static Workflow of(WorkflowObject object) {
        WorkflowSummary summary = object.summary();
        return new Workflow(
                summary.namespace(),
                summary.name(),
                summary.uid(),
                summary.resourceVersion(),
                summary.phase(),
                summary.progress(),
                summary.message(),
                new RawJson(object.json()));
    }
}
