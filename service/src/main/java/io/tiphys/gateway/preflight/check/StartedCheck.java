package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A running check.
 *
 * @param rule the rule of the check
 * @param result the findings of the check
 */
public record StartedCheck(InspectionRule rule, CompletableFuture<List<WorkflowFinding>> result) {
    /** Returns the findings. A check that failed or did not end in time yields one UNCHECKED finding. */
    public List<WorkflowFinding> findings(Deadline deadline) {
        try {
            return deadline.await(result.exceptionally(failure -> List.of(failed(failure))));
        } catch (GatewayException e) {
            return List.of(unchecked(e.problem().detail()));
        }
    }

    private WorkflowFinding failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
        return unchecked(
                cause instanceof GatewayException known ? known.problem().detail() : "The check itself failed.");
    }

    private WorkflowFinding unchecked(String why) {
        return WorkflowFinding.general(rule, Severity.UNCHECKED, "This was not checked: " + why);
    }
}
