package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.pod.PodSecurityBreach;
import io.tiphys.validation.requirement.pod.PodSecurityLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks that the enforced Pod Security level of the namespace admits the workflow's pods. */
public final class PodSecurityCheck implements ClusterCheck {
    private static final StateQuestion.NamespaceLabels LABELS = new StateQuestion.NamespaceLabels();
    private static final String ENFORCED = "pod-security.kubernetes.io/enforce";

    @Override
    public InspectionRule rule() {
        return InspectionRule.POD_SECURITY;
    }

    @Override
    public Collection<StateQuestion<?>> questions(Inspection inspection) {
        return inspection.requirements().securityBreaches().isEmpty() ? List.of() : List.of(LABELS);
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        if (inspection.requirements().securityBreaches().isEmpty()) {
            return List.of();
        }
        StateAnswer<Map<String, String>> answer = inspection.state().ask(LABELS);
        if (answer instanceof Known<Map<String, String>>(var labels)) {
            return PodSecurityLevel.of(labels.getOrDefault(ENFORCED, ""))
                    .map(level -> breaches(inspection, level))
                    .orElseGet(List::of);
        }
        return List.of(inspection.unchecked(
                inspection.specification(), rule(), "The namespace's Pod Security level", LABELS, answer));
    }

    /** One finding for each container or volume, with all violations of that element. */
    private List<WorkflowFinding> breaches(Inspection inspection, PodSecurityLevel enforced) {
        Map<List<Object>, List<String>> rules = new LinkedHashMap<>();
        Map<List<Object>, PodSecurityBreach> first = new LinkedHashMap<>();
        inspection.requirements().securityBreaches().stream()
                .filter(breach -> breach.level().compareTo(enforced) <= 0)
                .forEach(breach -> {
                    List<Object> where = List.of(breach.place(), breach.subject());
                    rules.computeIfAbsent(where, key -> new ArrayList<>()).add(breach.rule());
                    first.putIfAbsent(where, breach);
                });
        List<WorkflowFinding> findings = new ArrayList<>();
        first.forEach((where, breach) -> findings.add(WorkflowFinding.at(
                        breach.place(),
                        rule(),
                        Severity.ERROR,
                        "Namespace '" + inspection.namespace() + "' enforces the Pod Security level " + enforced.label()
                                + ", which refuses " + breach.subject() + ": "
                                + String.join("; ", rules.getOrDefault(where, List.of())) + ".")
                .withHint("Write a securityContext that meets the level.")));
        return findings;
    }
}
