package io.tiphys.gateway.preflight.finding;

import io.tiphys.gateway.access.review.MissingPermission;
import io.tiphys.gateway.access.review.RoleManifest;
import io.tiphys.validation.requirement.cost.CostPreview;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The result of a workflow's preflight.
 *
 * @param environment the environment of submission
 * @param namespace the target namespace
 * @param findings the findings, in document order
 * @param cost the cost preview of the workflow
 */
public record WorkflowReport(String environment, String namespace, List<WorkflowFinding> findings, CostPreview cost) {
    public WorkflowReport {
        Objects.requireNonNull(environment);
        Objects.requireNonNull(namespace);
        findings =
                findings.stream().distinct().sorted(WorkflowFinding.IN_DOCUMENT).toList();
        Objects.requireNonNull(cost);
    }

    /** Whether no finding prevents the workflow from running. An unchecked rule may still prevent a run. */
    public boolean runnable() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Kubernetes YAML that grants all missing permissions of the workflow; empty when there are none. */
    public Optional<String> manifest() {
        return manifest(WorkflowFinding::needed);
    }

    /**
     * Kubernetes YAML that grants the caller the permissions for the remaining checks. A cluster administrator decides
     * whether the caller may see these objects. Empty when there are none.
     */
    public Optional<String> checkManifest() {
        return manifest(finding -> !finding.needed());
    }

    private Optional<String> manifest(Predicate<WorkflowFinding> which) {
        Set<MissingPermission> rights = new LinkedHashSet<>();
        findings.stream().filter(which).forEach(finding -> rights.addAll(finding.missingPermissions()));
        return rights.isEmpty() ? Optional.empty() : Optional.of(RoleManifest.granting(rights));
    }
}
