package io.tiphys.gateway.workflow;

import java.util.Set;

/**
 * The most requested properties of a workflow. Every text is empty if Argo has set none.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its uid
 * @param resourceVersion its version for watches
 * @param phase Argo's phase; {@code Pending} while Argo has set none
 * @param progress finished over known pods, for example {@code 3/10}; the total may grow
 * @param message Argo's message
 * @param finishedAt the end time, RFC 3339
 */
public record WorkflowSummary(
        String namespace,
        String name,
        String uid,
        String resourceVersion,
        String phase,
        String progress,
        String message,
        String finishedAt) {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Error");

    /** Whether the workflow has ended: no phase follows this one (except after a retry). */
    public boolean ended() {
        return ENDED.contains(phase);
    }
}
