package io.tiphys.gateway.workflow;

import java.util.Objects;

/**
 * A workflow as Argo has it: its JSON untouched, and what callers ask for most.
 *
 * @param summary what was read out of the JSON
 * @param json the whole object as Argo sent it
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed through, never compared
public record WorkflowObject(WorkflowSummary summary, byte[] json) {
    public WorkflowObject {
        Objects.requireNonNull(summary);
        Objects.requireNonNull(json);
    }
}
