package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.StateQuestion;
import java.util.Collection;
import java.util.List;

/** One check of a workflow against the state of its cluster. Implementations are thread-safe. */
public interface ClusterCheck {
    /** What it looks at, for the case that it does not end in time. */
    InspectionRule rule();

    /** The questions that it will ask for certain, so that all are under way before the first one is answered. */
    default Collection<? extends StateQuestion<?>> questions(Inspection inspection) {
        return List.of();
    }

    /** What it finds. */
    List<WorkflowFinding> check(Inspection inspection);
}
