package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.validation.requirement.pod.ClaimTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the volume claims that Argo creates for a workflow will get a volume, and allow all pods that use them at
 * once.
 */
public final class ClaimTemplatesCheck implements ClusterCheck {
    @Override
    public InspectionRule rule() {
        return InspectionRule.CLAIM_USABLE;
    }

    @Override
    public Collection<StateQuestion<?>> questions(Inspection inspection) {
        return inspection.requirements().claimTemplates().stream()
                .flatMap(template -> namedClass(template).stream())
                .<StateQuestion<?>>map(StateQuestion.WaitsForFirstConsumer::new)
                .distinct()
                .toList();
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        List<WorkflowFinding> findings = new ArrayList<>();
        for (ClaimTemplate template : inspection.requirements().claimTemplates()) {
            storageClass(inspection, template).ifPresent(findings::add);
            String what = "Volume claim template '" + template.name() + "'";
            ClaimFanOut.finding(template.place(), what, template.fanOut(), template.accessModes())
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<WorkflowFinding> storageClass(Inspection inspection, ClaimTemplate template) {
        if (!template.decided()) {
            return Optional.of(
                    finding(template, Severity.UNCHECKED, "has a storage class that is known only while it runs."));
        }
        if (template.storageClass().filter(String::isEmpty).isPresent()) {
            return Optional.of(finding(
                    template,
                    Severity.WARNING,
                    "has no storage class that would make a volume for it: its pods wait until a volume matches."));
        }
        return namedClass(template).flatMap(name -> ofClass(inspection, template, name));
    }

    private Optional<WorkflowFinding> ofClass(Inspection inspection, ClaimTemplate template, String name) {
        var question = new StateQuestion.WaitsForFirstConsumer(name);
        return switch (inspection.state().ask(question)) {
            case Known<Boolean> ignored -> Optional.empty();
            case Absent<Boolean> ignored ->
                Optional.of(finding(
                                template,
                                Severity.ERROR,
                                "names storage class '" + name + "', which does not exist, so its pods never start.")
                        .withHint("Correct the name, or omit it to use the cluster's default."));
            case StateAnswer<Boolean> other ->
                Optional.of(inspection.unchecked(
                        template.place(), rule(), "Storage class '" + name + "'", question, other));
        };
    }

    private static Optional<String> namedClass(ClaimTemplate template) {
        return template.storageClass().filter(name -> !name.isEmpty() && template.decided());
    }

    private WorkflowFinding finding(ClaimTemplate template, Severity severity, String what) {
        return WorkflowFinding.at(
                template.place(), rule(), severity, "Volume claim template '" + template.name() + "' " + what);
    }
}
