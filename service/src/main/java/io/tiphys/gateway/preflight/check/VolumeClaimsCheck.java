package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.gateway.preflight.state.VolumeClaim;
import io.tiphys.validation.requirement.object.ObjectNeed;
import io.tiphys.validation.requirement.object.ObjectNeed.Kind;
import io.tiphys.validation.requirement.template.Count;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that the volume claims of a workflow exist, are bound or will be, and allow all pods that use them at once. */
public final class VolumeClaimsCheck implements ClusterCheck {
    @Override
    public InspectionRule rule() {
        return InspectionRule.CLAIM_USABLE;
    }

    @Override
    public Collection<StateQuestion<?>> questions(Inspection inspection) {
        return claims(inspection).keySet().stream()
                .<StateQuestion<?>>map(StateQuestion.Claim::new)
                .toList();
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        List<WorkflowFinding> findings = new ArrayList<>();
        claims(inspection).forEach((name, need) -> {
            var question = new StateQuestion.Claim(name);
            switch (inspection.state().ask(question)) {
                case Known<VolumeClaim>(var claim) -> {
                    state(inspection, need, claim).ifPresent(findings::add);
                    fanOut(inspection, need, claim).ifPresent(findings::add);
                }
                case Absent<VolumeClaim> ignored ->
                    findings.add(finding(need, Severity.ERROR, "does not exist, so its pods never start.")
                            .withHint("Correct the name, or create the claim."));
                case StateAnswer<VolumeClaim> other ->
                    findings.add(
                            inspection.unchecked(need.place(), rule(), "Volume claim '" + name + "'", question, other));
            }
        });
        return findings;
    }

    private static Map<String, ObjectNeed> claims(Inspection inspection) {
        Map<String, ObjectNeed> first = new LinkedHashMap<>();
        inspection.requirements().objects().stream()
                .filter(need -> need.kind() == Kind.VOLUME_CLAIM && need.decided())
                .forEach(need -> first.putIfAbsent(need.name(), need));
        return first;
    }

    private Optional<WorkflowFinding> state(Inspection inspection, ObjectNeed need, VolumeClaim claim) {
        if (claim.deleting()) {
            return Optional.of(finding(need, Severity.ERROR, "is being deleted, so no new pod can use it."));
        }
        return switch (claim.phase()) {
            case "Bound" -> Optional.empty();
            case "Lost" -> Optional.of(finding(need, Severity.ERROR, "has lost its volume."));
            default -> pending(inspection, need, claim);
        };
    }

    /** A storage class may bind a claim only when its first pod exists. */
    private Optional<WorkflowFinding> pending(Inspection inspection, ObjectNeed need, VolumeClaim claim) {
        if (claim.storageClass().isEmpty()) {
            return Optional.of(
                    finding(
                            need,
                            Severity.WARNING,
                            "is not bound, and has no storage class that would make a volume for it: its pods wait until a volume matches."));
        }
        String storageClass = claim.storageClass().get();
        var question = new StateQuestion.WaitsForFirstConsumer(storageClass);
        return switch (inspection.state().ask(question)) {
            case Known<Boolean>(var waits) ->
                waits
                        ? Optional.empty()
                        : Optional.of(finding(
                                need,
                                Severity.WARNING,
                                "is not bound yet, although its storage class '" + storageClass
                                        + "' binds claims at once: its pods wait for it."));
            case Absent<Boolean> ignored ->
                Optional.of(finding(
                        need,
                        Severity.ERROR,
                        "is not bound, and its storage class '" + storageClass + "' does not exist."));
            case StateAnswer<Boolean> other ->
                Optional.of(inspection.unchecked(
                        need.place(),
                        rule(),
                        "Volume claim '" + need.name()
                                + "' is not bound; whether its storage class binds it with the first pod",
                        question,
                        other));
        };
    }

    private static Optional<WorkflowFinding> fanOut(Inspection inspection, ObjectNeed need, VolumeClaim claim) {
        Count pods = inspection.requirements().claimFanOut().getOrDefault(need.name(), Count.NONE);
        return ClaimFanOut.finding(need.place(), "Volume claim '" + need.name() + "'", pods, claim.accessModes());
    }

    private WorkflowFinding finding(ObjectNeed need, Severity severity, String what) {
        return WorkflowFinding.at(need.place(), rule(), severity, "Volume claim '" + need.name() + "' " + what);
    }
}
