package io.tiphys.gateway.preflight.quota;

import io.tiphys.gateway.preflight.check.ClusterCheck;
import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.LimitRange;
import io.tiphys.gateway.preflight.state.QuotaScope;
import io.tiphys.gateway.preflight.state.ResourceQuota;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.cost.CostPreview;
import io.tiphys.validation.requirement.cost.PodResources;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks that the workflow fits into the remaining quotas of the namespace. A pod that does not fit now waits: the
 * controller retries until the pod fits. A pod larger than the whole quota never runs.
 */
public final class QuotaCheck implements ClusterCheck {
    private static final StateQuestion.Quotas QUOTAS = new StateQuestion.Quotas();
    private static final StateQuestion.LimitRanges RANGES = new StateQuestion.LimitRanges();

    @Override
    public InspectionRule rule() {
        return InspectionRule.QUOTA;
    }

    @Override
    public Collection<StateQuestion<?>> questions(Inspection inspection) {
        return List.of(QUOTAS);
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        StateAnswer<List<ResourceQuota>> answer = inspection.state().ask(QUOTAS);
        if (!(answer instanceof Known<List<ResourceQuota>>(var quotas))) {
            return List.of(inspection.unchecked(
                    inspection.specification(), rule(), "What is left of the namespace's quotas", QUOTAS, answer));
        }
        List<WorkflowFinding> findings = new ArrayList<>();
        for (ResourceQuota quota : quotas) {
            QuotaPods pods = QuotaPods.of(quota, inspection.requirements().pods());
            pods.unknown().stream().findFirst().map(pod -> unknown(pod, quota)).ifPresent(findings::add);
            quota.hard().keySet().stream().sorted().forEach(resource -> {
                number(inspection, quota, pods, resource).ifPresent(findings::add);
                size(inspection, quota, pods, resource).ifPresent(findings::add);
                unsized(inspection, quota, pods, resource).ifPresent(findings::add);
            });
        }
        return findings;
    }

    private WorkflowFinding unknown(PodResources pod, ResourceQuota quota) {
        String scopes = quota.scopes().stream().map(QuotaScope::description).collect(Collectors.joining(" and "));
        return WorkflowFinding.at(
                pod.place(),
                rule(),
                Severity.UNCHECKED,
                "Quota '" + quota.name() + "' holds for pods with " + scopes
                        + ". Whether this is one was not checked: what the cluster and Argo's controller add to it decides.");
    }

    /** Object count quotas. */
    private Optional<WorkflowFinding> number(
            Inspection inspection, ResourceQuota quota, QuotaPods pods, String resource) {
        BigDecimal left = quota.left(resource);
        return switch (resource) {
            case "count/workflows.argoproj.io" ->
                left.signum() > 0
                        ? Optional.empty()
                        : Optional.of(finding(
                                inspection, Severity.ERROR, quota, resource, left, "the workflow itself is refused."));
            case "pods", "count/pods" -> {
                CostPreview cost = inspection.requirements().cost();
                if (pods.counted().isEmpty()) {
                    yield Optional.empty();
                }
                if (quota.hard().getOrDefault(resource, BigDecimal.ZERO).signum() == 0) {
                    yield Optional.of(
                            finding(inspection, Severity.ERROR, quota, resource, left, "no pod can ever run."));
                }
                yield pods.all() && cost.pods().least().compareTo(left) > 0
                        ? Optional.of(finding(
                                inspection,
                                Severity.WARNING,
                                quota,
                                resource,
                                left,
                                "the workflow's at least "
                                        + Amounts.of("pods", cost.pods().least()) + " wait for each other."))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** Quotas of cpu and memory: first the largest pod, then the sum of all pods. */
    private Optional<WorkflowFinding> size(
            Inspection inspection, ResourceQuota quota, QuotaPods pods, String resource) {
        Optional<PodResources> largest =
                pods.counted().stream().max(Comparator.comparing(pod -> amount(pod, resource)));
        if (largest.isEmpty() || !isSize(resource)) {
            return Optional.empty();
        }
        BigDecimal needed = amount(largest.get(), resource);
        BigDecimal left = quota.left(resource);
        String pod = "a pod of this template requests " + Amounts.of(resource, needed);
        if (needed.compareTo(quota.hard().getOrDefault(resource, BigDecimal.ZERO)) > 0) {
            return Optional.of(at(largest.get(), Severity.ERROR, quota, resource, left, pod + " and never fits."));
        }
        if (needed.compareTo(left) > 0) {
            return Optional.of(
                    at(largest.get(), Severity.WARNING, quota, resource, left, pod + " and waits until others end."));
        }
        BigDecimal all = total(inspection.requirements().cost(), resource);
        return pods.all() && all.compareTo(left) > 0
                ? Optional.of(finding(
                        inspection,
                        Severity.WARNING,
                        quota,
                        resource,
                        left,
                        "all pods together ask for at least " + Amounts.of(resource, all)
                                + ", so not all of them run at once."))
                : Optional.empty();
    }

    /** A quota of a resource refuses every pod with a container that does not declare an amount of the resource. */
    private Optional<WorkflowFinding> unsized(
            Inspection inspection, ResourceQuota quota, QuotaPods pods, String resource) {
        if (!isSize(resource)) {
            return Optional.empty();
        }
        boolean limit = resource.startsWith("limits.");
        String name = resource.substring(resource.indexOf('.') + 1);
        Optional<PodResources> unsized = pods.counted().stream()
                .filter(pod -> (limit ? pod.withoutLimit() : pod.withoutRequest()).contains(name))
                .findFirst();
        if (unsized.isEmpty() || hasDefault(inspection, name, limit)) {
            return Optional.empty();
        }
        return Optional.of(
                WorkflowFinding.at(
                                unsized.get().place(),
                                rule(),
                                Severity.ERROR,
                                "Quota '" + quota.name() + "' limits " + resource
                                        + ", so Kubernetes refuses every pod in which a container has no "
                                        + (limit ? "limit" : "request") + " of " + name + ", and this one has none.")
                        .withHint(
                                "Write resources for each container; Argo's own containers get theirs from the controller's configuration (executor.resources)."));
    }

    /** Unreadable state causes no finding here: another finding reports the missing check. */
    private static boolean hasDefault(Inspection inspection, String name, boolean limit) {
        return !(inspection.state().ask(RANGES) instanceof Known<List<LimitRange>>(var ranges))
                || ranges.stream()
                        .filter(LimitRange::ofContainers)
                        .anyMatch(range -> (limit ? range.defaultLimits() : range.defaultRequests()).containsKey(name));
    }

    private static boolean isSize(String resource) {
        return switch (resource) {
            case "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory" -> true;
            default -> false;
        };
    }

    private static BigDecimal amount(PodResources pod, String resource) {
        Map<String, BigDecimal> amounts = resource.startsWith("limits.") ? pod.limits() : pod.requests();
        return amounts.getOrDefault(resource.substring(resource.indexOf('.') + 1), BigDecimal.ZERO);
    }

    /** The cost preview does not sum limits. */
    private static BigDecimal total(CostPreview cost, String resource) {
        return switch (resource) {
            case "cpu", "requests.cpu" -> cost.cpu().least();
            case "memory", "requests.memory" -> cost.memory().least();
            default -> BigDecimal.ZERO;
        };
    }

    private WorkflowFinding finding(
            Inspection inspection,
            Severity severity,
            ResourceQuota quota,
            String resource,
            BigDecimal left,
            String so) {
        return WorkflowFinding.at(inspection.specification(), rule(), severity, text(quota, resource, left, so));
    }

    private WorkflowFinding at(
            PodResources pod, Severity severity, ResourceQuota quota, String resource, BigDecimal left, String so) {
        return WorkflowFinding.at(pod.place(), rule(), severity, text(quota, resource, left, so));
    }

    private static String text(ResourceQuota quota, String resource, BigDecimal left, String so) {
        return "Quota '" + quota.name() + "' has " + Amounts.of(resource, left) + " left of "
                + Amounts.of(resource, quota.hard().getOrDefault(resource, BigDecimal.ZERO)) + "; " + so;
    }
}
