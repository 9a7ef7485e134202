package io.tiphys.gateway.argoproto;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.argoproto.wire.MessageField;
import io.tiphys.gateway.argoproto.wire.MessageTable;
import io.tiphys.gateway.argoproto.wire.MessageType;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import java.util.Objects;

/** Writes request messages of Argo's services from the JSON that says the same to its HTTP API. */
public final class ArgoMessageWriter {
    private ArgoMessageWriter() {}

    /**
     * The message of a request.
     *
     * @param fullMethod with both slashes
     * @param request its fields by their JSON names; what the message does not have is left out
     */
    public static byte[] message(String fullMethod, JsonNode request) {
        MessageType type = MessageTable.argo40().request(fullMethod);
        return type == null ? new byte[0] : message(type, request);
    }

    private static byte[] message(MessageType type, JsonNode object) {
        WireWriter out = new WireWriter();
        for (int number : RandomMessages.numbers(type)) {
            MessageField field = Objects.requireNonNull(type.field(number));
            JsonNode value = field.place() == MessageField.Place.NAMED ? object.path(field.name()) : object;
            if (!value.isMissingNode() && !value.isNull()) {
                write(field, number, value, out);
            }
        }
        return out.toBytes();
    }

    private static void write(MessageField field, int number, JsonNode value, WireWriter out) {
        if (field.shape() == MessageField.Shape.LIST && value.isArray()) {
            value.forEach(one -> single(field, number, one, out));
        } else if (field.shape() == MessageField.Shape.MAP && value.isObject()) {
            value.properties().forEach(entry -> {
                WireWriter pair = new WireWriter().string(1, entry.getKey());
                single(field, 2, entry.getValue(), pair);
                out.message(number, pair.toBytes());
            });
        } else {
            single(field, number, value, out);
        }
    }

    private static void single(MessageField field, int number, JsonNode value, WireWriter out) {
        switch (field.kind()) {
            case BOOL -> out.number(number, value.asBoolean() ? 1 : 0);
            case INT32, INT64, UINT64 -> out.number(number, value.asLong());
            case STRING, BYTES, NUMBER -> out.string(number, value.asText());
            case JSON -> out.string(number, value.toString());
            case QUANTITY ->
                out.message(number, new WireWriter().string(1, value.asText()).toBytes());
            case TIME -> {}
            case INT_OR_STRING, LONG_OR_STRING ->
                out.message(
                        number,
                        value.isNumber()
                                ? new WireWriter()
                                        .number(1, 0)
                                        .number(2, value.asLong())
                                        .toBytes()
                                : new WireWriter()
                                        .number(1, 1)
                                        .string(3, value.asText())
                                        .toBytes());
            case MESSAGE -> out.message(number, message(field.messageType(), value));
        }
    }
}
