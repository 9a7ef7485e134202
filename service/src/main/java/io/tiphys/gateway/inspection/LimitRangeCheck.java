package io.tiphys.gateway.inspection;

import io.tiphys.gateway.inspection.StateAnswer.Known;
import io.tiphys.validation.requirement.PodResources;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Whether a container or pod of the workflow is larger than the namespace allows one to be. */
final class LimitRangeCheck implements ClusterCheck {
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
        List<WorkflowFinding> findings = new ArrayList<>();
        for (PodResources pod : inspection.requirements().pods()) {
            for (LimitRange range : ranges) {
                switch (range.type()) {
                    case "Container" -> tooLarge(pod, range, "a container", pod.largest(), findings);
                    case "Pod" -> {
                        tooLarge(pod, range, "a pod", pod.requests(), findings);
                        tooLarge(pod, range, "a pod", pod.limits(), findings);
                    }
                    default -> {}
                }
            }
        }
        return findings;
    }

    private void tooLarge(
            PodResources pod,
            LimitRange range,
            String what,
            Map<String, BigDecimal> amounts,
            List<WorkflowFinding> findings) {
        range.max().forEach((resource, most) -> {
            BigDecimal amount = amounts.getOrDefault(resource, BigDecimal.ZERO);
            if (amount.compareTo(most) > 0) {
                findings.add(WorkflowFinding.at(
                                pod.place(),
                                rule(),
                                Severity.ERROR,
                                "This asks for " + Amounts.of(resource, amount) + ", and limit range '" + range.name()
                                        + "' allows " + what + " at most " + Amounts.of(resource, most)
                                        + ": Kubernetes refuses the pod.")
                        .withHint("Ask for less, or have the limit range changed."));
            }
        });
    }
}
