package io.tiphys.gateway.argoproto;

import io.tiphys.gateway.argoproto.wire.WireWriter;

/**
 * A text field of a message or of a nested message, set by appending bytes: a repeated message is merged, and the last of
 * repeated scalars wins (protobuf encoding, "Last One Wins"; Go's generated code does the same). The sender's bytes stay
 * unchanged.
 */
public enum AppendedField {
    /** {@code listOptions.fieldSelector} of a WorkflowListRequest or a WatchWorkflowsRequest. */
    LIST_FIELD_SELECTOR(2, 2),
    /** {@code logOptions.container} of a WorkflowLogRequest. */
    LOG_CONTAINER(4, 1),
    /** {@code name} of each request about one workflow. */
    WORKFLOW_NAME(0, 1);

    private final int outer;
    private final int inner;

    /** @param outer 0 for a field of the request itself */
    AppendedField(int outer, int inner) {
        this.outer = outer;
        this.inner = inner;
    }

    /** The message with this text appended. */
    public byte[] appendedTo(byte[] message, String text) {
        byte[] field = new WireWriter().string(inner, text).toBytes();
        WireWriter whole = new WireWriter().copy(message);
        return (outer == 0 ? whole.copy(field) : whole.message(outer, field)).toBytes();
    }
}
