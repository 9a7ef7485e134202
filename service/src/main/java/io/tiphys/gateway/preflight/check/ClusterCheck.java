package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateQuestion;
import java.util.Collection;
import java.util.List;

/** One check of a workflow against the state of its cluster. Implementations are thread-safe. */
public interface ClusterCheck {
    /** The rule of this check, for the report when the check does not end in time. */
    InspectionRule rule();

    /** The questions of the check that are certain in advance, so that all of them start before the first response. */
    default Collection<? extends StateQuestion<?>> questions(Inspection inspection) {
        return List.of();
    }

    List<WorkflowFinding> check(Inspection inspection);
}
