package io.tiphys.client.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A workflow, with its most requested properties. A text is empty if Argo has set none.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its uid; empty when it was only validated
 * @param resourceVersion its version for watches
 * @param phase Argo's phase: Pending, Running, Succeeded, Failed or Error
 * @param progress finished over known pods, for example {@code 3/10}; the total may grow
 * @param message Argo's message
 * @param json the whole workflow from Argo; fractions are kept as decimals, so no digit is lost. In a list it has no nodes.
 */
public record Workflow(
        String namespace,
        String name,
        String uid,
        String resourceVersion,
        String phase,
        String progress,
        String message,
        JsonNode json) {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Error");

    /** Whether the workflow has ended: no phase follows this one (except after a retry). */
    public boolean ended() {
        return ENDED.contains(phase);
    }

    /** Whether the workflow has ended successfully. */
    public boolean succeeded() {
        return phase.equals("Succeeded");
    }
}
