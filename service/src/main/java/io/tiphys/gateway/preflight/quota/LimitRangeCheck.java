package io.tiphys.gateway.preflight.quota;

import io.tiphys.gateway.preflight.check.ClusterCheck;
import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.LimitRange;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.cost.PodResources;
import io.tiphys.validation.requirement.cost.Quantities;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Checks that the workflow's containers and pods satisfy the limit ranges of the namespace. */
public final class LimitRangeCheck implements ClusterCheck {
    private static final StateQuestion.LimitRanges RANGES = new StateQuestion.LimitRanges();

    @Override
    public InspectionRule rule() {
        return InspectionRule.LIMIT_RANGE;
    }

    @Override
    public Collection<StateQuestion<?>> questions(Inspection inspection) {
        return inspection.requirements().pods().isEmpty() ? List.of() : List.of(RANGES);
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        if (inspection.requirements().pods().isEmpty()) {
            return List.of();
        }
        StateAnswer<List<LimitRange>> answer = inspection.state().ask(RANGES);
        if (!(answer instanceof Known<List<LimitRange>>(var ranges))) {
            return List.of(inspection.unchecked(
                    inspection.specification(), rule(), "What the namespace's limit ranges allow", RANGES, answer));
        }
        List<LimitRange> ofContainers =
                ranges.stream().filter(LimitRange::ofContainers).toList();
        List<LimitRange> ofPods =
                ranges.stream().filter(range -> range.type().equals("Pod")).toList();
        List<WorkflowFinding> findings = new ArrayList<>();
        for (PodResources pod : inspection.requirements().pods()) {
            pod.containers().stream()
                    .flatMap(container -> ContainerLimits.breaches(container, ofContainers).stream())
                    .distinct()
                    .forEach(breach -> findings.add(refused(pod, breach)));
            ofPods.forEach(range -> findings.addAll(ofPod(pod, range)));
        }
        return findings;
    }

    /** Argo's own containers in the pod count too, so only an exceeded pod maximum is certain. */
    private List<WorkflowFinding> ofPod(PodResources pod, LimitRange range) {
        List<WorkflowFinding> findings = new ArrayList<>();
        range.max().forEach((resource, most) -> {
            BigDecimal amount = amount(pod.requests(), resource).max(amount(pod.limits(), resource));
            if (amount.compareTo(most) > 0) {
                findings.add(refused(
                        pod,
                        "This requests " + Amounts.of(resource, amount) + ", and limit range '" + range.name()
                                + "' allows a pod at most " + Amounts.of(resource, most) + "."));
            }
        });
        range.min().forEach((resource, least) -> {
            if (amount(pod.requests(), resource).compareTo(least) < 0) {
                findings.add(unknown(pod, range, "requires of every pod at least " + Amounts.of(resource, least)));
            }
        });
        range.maxRatio()
                .forEach((resource, ratio) -> findings.add(unknown(
                        pod,
                        range,
                        "lets a pod's limit of " + resource + " be at most " + Quantities.plain(ratio)
                                + " times its request")));
        return findings;
    }

    private WorkflowFinding refused(PodResources pod, String breach) {
        return WorkflowFinding.at(pod.place(), rule(), Severity.ERROR, breach + " Kubernetes refuses the pod.")
                .withHint("Correct its resources, or have the limit range changed.");
    }

    private WorkflowFinding unknown(PodResources pod, LimitRange range, String what) {
        return WorkflowFinding.at(
                pod.place(),
                rule(),
                Severity.UNCHECKED,
                "Limit range '" + range.name() + "' " + what
                        + "; that was not checked, because Argo's own containers count too.");
    }

    private static BigDecimal amount(Map<String, BigDecimal> amounts, String resource) {
        return amounts.getOrDefault(resource, BigDecimal.ZERO);
    }
}
