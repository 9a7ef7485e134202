package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow's preflight found.
 *
 * @param environment the environment that it would be submitted to
 * @param namespace the namespace that it would be submitted to
 * @param runnable whether there is no finding of severity ERROR; what was not checked may still keep it from running
 * @param findings what was found, in the order of the document
 * @param cost how much the workflow takes when all goes well
 * @param manifest Kubernetes YAML with the smallest Roles for all rights that the workflow needs and that are missing; absent
 *     when there are none
 * @param checkManifest Kubernetes YAML with the rights by which the rest could be checked; it lets the caller read the
 *     objects themselves, so whoever applies it decides about that. Absent when there are none
 */
@Schema(
        name = "WorkflowPreflight",
        requiredProperties = {"environment", "namespace", "runnable", "findings", "cost"})
public record WorkflowPreflight(
        String environment,
        String namespace,
        boolean runnable,
        List<WorkflowFindingDocument> findings,
        CostPreviewDocument cost,
        @Nullable String manifest,
        @Nullable String checkManifest)
        implements Answer {
    public WorkflowPreflight {
        findings = List.copyOf(findings);
    }

    public static WorkflowPreflight of(WorkflowReport report) {
        return new WorkflowPreflight(
                report.environment(),
                report.namespace(),
                report.runnable(),
                report.findings().stream().map(WorkflowFindingDocument::of).toList(),
                CostPreviewDocument.of(report.cost()),
                report.manifest().orElse(null),
                report.checkManifest().orElse(null));
    }
}
