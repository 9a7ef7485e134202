package io.tiphys.gateway.argoproto;

import io.tiphys.gateway.argoproto.wire.WireWriter;

/**
 * A text in a message, or in a message inside of it, set by appending bytes: a message that stands there twice is merged, and
 * of a scalar the last one counts (protobuf encoding, "Last One Wins"; Go's generated code does the same). What the sender
 * wrote stays as it is.
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

    /** The message with this text. */
    public byte[] appendedTo(byte[] message, String text) {
        byte[] field = new WireWriter().string(inner, text).toBytes();
        WireWriter whole = new WireWriter().copy(message);
        return (outer == 0 ? whole.copy(field) : whole.message(outer, field)).toBytes();
    }
}
