package io.tiphys.gateway.preflight.finding;

import io.tiphys.gateway.access.review.LackedRight;
import io.tiphys.gateway.access.review.RoleManifest;
import io.tiphys.validation.requirement.CostPreview;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a workflow's preflight found.
 *
 * @param environment where it is to be submitted
 * @param namespace to which namespace
 * @param findings what was found, in the order of the document
 * @param cost how much the workflow takes
 */
public record WorkflowReport(String environment, String namespace, List<WorkflowFinding> findings, CostPreview cost) {
    public WorkflowReport {
        Objects.requireNonNull(environment);
        Objects.requireNonNull(namespace);
        findings =
                findings.stream().distinct().sorted(WorkflowFinding.IN_DOCUMENT).toList();
        Objects.requireNonNull(cost);
    }

    /** Whether nothing was found that keeps the workflow from running; what was not checked may still do. */
    public boolean runnable() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Kubernetes YAML that grants all rights that the workflow needs and somebody lacks; empty when there are none. */
    public Optional<String> manifest() {
        return manifest(WorkflowFinding::needed);
    }

    /**
     * Kubernetes YAML that grants the caller what the gateway would need to check the rest: it is for whoever decides
     * whether the caller may see these objects. Empty when there is nothing.
     */
    public Optional<String> checkManifest() {
        return manifest(finding -> !finding.needed());
    }

    private Optional<String> manifest(Predicate<WorkflowFinding> which) {
        Set<LackedRight> rights = new LinkedHashSet<>();
        findings.stream().filter(which).forEach(finding -> rights.addAll(finding.lacked()));
        return rights.isEmpty() ? Optional.empty() : Optional.of(RoleManifest.granting(rights));
    }
}
