package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.validation.requirement.cost.Quantities;
import io.tiphys.validation.requirement.template.Count;
import io.tiphys.validation.requirement.template.Place;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks that a claim's access modes allow all pods of the workflow to use the claim. */
final class ClaimFanOut {
    private static final Set<String> FOR_MANY_NODES = Set.of("ReadWriteMany", "ReadOnlyMany");
    private static final Set<String> FOR_ONE_POD = Set.of("ReadWriteOncePod");

    private ClaimFanOut() {}

    /** @param what the claim, as the subject of a sentence */
    static Optional<WorkflowFinding> finding(Place place, String what, Count pods, Set<String> accessModes) {
        if (!pods.maybeSeveral() || accessModes.stream().anyMatch(FOR_MANY_NODES::contains)) {
            return Optional.empty();
        }
        String many = pods.most().map(most -> "up to " + Quantities.plain(most)).orElse("several");
        return Optional.of(WorkflowFinding.at(
                        place,
                        InspectionRule.CLAIM_FAN_OUT,
                        Severity.WARNING,
                        what + " is used by " + many + " pods at once, and its access mode is "
                                + String.join(", ", new TreeSet<>(accessModes)) + ": "
                                + (accessModes.equals(FOR_ONE_POD)
                                        ? "they can only run one after the other."
                                        : "those on other nodes than the first one wait."))
                .withHint("Take a claim with ReadWriteMany, or set parallelism: 1."));
    }
}
