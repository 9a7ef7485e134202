package io.tiphys.gateway.workflow;

import java.util.Objects;

/**
 * A workflow from Argo: its unchanged JSON, and a summary.
 *
 * @param summary the summary from the JSON
 * @param json the whole object as Argo sent it
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record WorkflowObject(WorkflowSummary summary, byte[] json) {
    public WorkflowObject {
        Objects.requireNonNull(summary);
        Objects.requireNonNull(json);
    }
}
