package io.tiphys.gateway.argoproto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

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

    private static final int LENGTH_DELIMITED = 2;

    private final int outer;
    private final int inner;

    /** @param outer 0 for a field of the request itself */
    AppendedField(int outer, int inner) {
        this.outer = outer;
        this.inner = inner;
    }

    /** The message with this text. */
    public byte[] appendedTo(byte[] message, String text) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        write(field, inner, text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream whole = new ByteArrayOutputStream(message.length + field.size() + 8);
        whole.writeBytes(message);
        if (outer == 0) {
            whole.writeBytes(field.toByteArray());
        } else {
            write(whole, outer, field.toByteArray());
        }
        return whole.toByteArray();
    }

    private static void write(ByteArrayOutputStream output, int field, byte[] bytes) {
        output.write(field << 3 | LENGTH_DELIMITED);
        int length = bytes.length;
        while (length > 0x7F) {
            output.write(length & 0x7F | 0x80);
            length >>>= 7;
        }
        output.write(length);
        output.writeBytes(bytes);
    }
}
