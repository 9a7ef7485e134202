package io.tiphys.gateway.workflow;

import java.util.Set;

/**
 * What callers ask for most of a workflow. Every text is empty where Argo has set none.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its uid
 * @param resourceVersion its version for watches
 * @param phase Argo's phase; {@code Pending} while Argo has set none
 * @param progress finished over known pods, for example {@code 3/10}; the total may grow
 * @param message Argo's message
 * @param finishedAt when it ended, RFC 3339
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

    /** Whether it has ended: no phase comes after this one (short of a retry). */
    public boolean ended() {
        return ENDED.contains(phase);
    }
}
