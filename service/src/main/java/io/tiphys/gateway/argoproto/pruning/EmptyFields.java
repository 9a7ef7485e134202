package io.tiphys.gateway.argoproto.pruning;

import io.tiphys.gateway.argoproto.wire.MessageField;
import io.tiphys.gateway.argoproto.wire.MessageField.Shape;
import io.tiphys.gateway.argoproto.wire.MessageType;
import io.tiphys.gateway.argoproto.wire.ValueKind;
import io.tiphys.gateway.argoproto.wire.WireReader;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes fully pruned fields as Argo's generated Go code does: a field that is no pointer, list or map is always on the
 * wire.
 */
final class EmptyFields {
    private static final byte[] NOTHING = new byte[0];

    private EmptyFields() {}

    /** Skips a field's value and writes the field without its value, or nothing where Go writes nothing. */
    static void write(@Nullable MessageField field, int tag, WireReader in, WireWriter out) {
        int number = tag >>> 3;
        if (field == null || field.shape() != Shape.SINGLE) {
            in.skip(tag & 7);
            return;
        }
        if (field.kind() == ValueKind.MESSAGE) {
            out.message(number, empty(field.messageType(), in.message()));
            return;
        }
        in.skip(tag & 7);
        switch (field.kind()) {
            case BOOL, INT32, INT64, UINT64 -> out.number(number, 0);
            case STRING, NUMBER, TIME -> out.message(number, NOTHING);
            case QUANTITY -> out.message(number, new WireWriter().string(1, "0").toBytes());
            case INT_OR_STRING, LONG_OR_STRING ->
                out.message(
                        number,
                        new WireWriter().number(1, 0).number(2, 0).string(3, "").toBytes());
            case BYTES, JSON -> {} // a nil slice is not written
            case MESSAGE -> throw new IllegalArgumentException("a message has fields of its own");
        }
    }

    /** An empty message. */
    private static byte[] empty(MessageType type, WireReader in) {
        WireWriter out = new WireWriter();
        while (in.hasMore()) {
            int tag = in.tag();
            write(type.field(tag >>> 3), tag, in, out);
        }
        return out.toBytes();
    }
}
