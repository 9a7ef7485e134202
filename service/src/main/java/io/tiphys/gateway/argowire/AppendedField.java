package io.tiphys.gateway.argowire;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A text inside of a message inside of a message, set by appending bytes: a message that stands there twice is merged, and
 * of a scalar the last one counts (protobuf encoding, "Last One Wins"; Go's generated code does the same). What the sender
 * wrote stays as it is.
 */
public enum AppendedField {
    /** {@code listOptions.fieldSelector} of a WorkflowListRequest. */
    LIST_FIELD_SELECTOR(2, 2),
    /** {@code logOptions.container} of a WorkflowLogRequest. */
    LOG_CONTAINER(4, 1);

    private final int outer;
    private final int inner;

    AppendedField(int outer, int inner) {
        this.outer = outer;
        this.inner = inner;
    }

    /** The message with this text. */
    public byte[] appendedTo(byte[] message, String text) {
        try {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(message);
            byte[] options = new byte[CodedOutputStream.computeStringSize(inner, text)];
            CodedOutputStream.newInstance(options).writeString(inner, text);
            CodedOutputStream output = CodedOutputStream.newInstance(whole);
            output.writeByteArray(outer, options);
            output.flush();
            return whole.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be written", e);
        }
    }
}
