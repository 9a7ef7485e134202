package io.tiphys.client;

import java.util.List;
import java.util.Optional;

/**
 * Something that was found about a workflow, or about another document of Argo's.
 *
 * @param rule the stable id of the rule, for example {@code secret-exists}
 * @param severity how much it matters
 * @param pointer where, as a JSON Pointer (RFC 6901) into the document; empty for the whole of it
 * @param line the line in the text as it was given, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message what was found
 * @param hint what to do about it
 * @param link where the rule is described: a path of the gateway; offline one from the root of the project Tiphys
 * @param lacked the rights that somebody lacks, and without which this is wrong or could not be checked; none without a
 *     cluster
 */
public record WorkflowFinding(
        String rule,
        Severity severity,
        String pointer,
        int line,
        int column,
        String message,
        Optional<String> hint,
        String link,
        List<LackedRight> lacked) {
    public WorkflowFinding {
        lacked = List.copyOf(lacked);
    }
}
