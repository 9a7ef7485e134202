package io.tiphys.gateway.argoproto.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.argoproto.wire.MessageField.Place;
import io.tiphys.gateway.argoproto.wire.MessageField.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Converts one message to the equivalent JSON. A repeated field is merged as in Go; where Go's behaviour depends on the
 * type, the message is refused. For one message, by one thread.
 */
public final class MessageReader {
    /** The maximum nesting depth; steps in templates in real workflows stay below 20. */
    public static final int DEEPEST = 100;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    // A message with two bytes a field would fill the memory with objects. Real messages of the size that Argo stores
    // have a
    // third of this limit.
    private static final int MOST_FIELDS = 300_000;

    private int fields;

    private final Deque<MessageField> path = new ArrayDeque<>();

    /** Reads the fields of a message. */
    public ObjectNode read(MessageType type, WireReader in) {
        ObjectNode object = JSON.objectNode();
        readFields(type, in, object);
        return object;
    }

    /** The path of the reader's position, for example {@code workflow.spec.templates}; empty at the root. */
    public String place() {
        StringJoiner names = new StringJoiner(".");
        for (Iterator<MessageField> fields = path.descendingIterator(); fields.hasNext(); ) {
            MessageField field = fields.next();
            if (field.place() == Place.NAMED) {
                names.add(field.name());
            }
        }
        return names.toString();
    }

    private void readFields(MessageType type, WireReader in, ObjectNode into) {
        while (in.hasMore()) {
            int tag = in.tag();
            MessageField field = knownField(type, tag, in);
            if (field != null) {
                enter(field);
                readField(field, tag & 7, in, into);
                path.pop();
            }
        }
    }

    // A field of a later release may select an account or a namespace: an unknown value cannot be checked.
    private static @Nullable MessageField knownField(MessageType type, int tag, WireReader in) {
        MessageField field = type.field(tag >>> 3);
        if (field == null && !in.skipsNothing(tag & 7)) {
            throw new WireFault("field " + (tag >>> 3) + " of " + type.name() + " is not known to this gateway");
        }
        return field;
    }

    private void enter(MessageField field) {
        if (path.size() == DEEPEST) {
            throw new WireFault("messages lie in one another more than " + DEEPEST + " deep");
        }
        if (++fields > MOST_FIELDS) {
            throw new WireFault("it has more than " + MOST_FIELDS + " fields");
        }
        path.push(field);
    }

    private void readField(MessageField field, int wireType, WireReader in, ObjectNode into) {
        if (field.place() == Place.INLINE) {
            verifyWireType(field.kind(), wireType);
            readFields(field.messageType(), in.message(), into);
            return;
        }
        switch (field.shape()) {
            case LIST -> {
                ArrayNode read = JSON.arrayNode();
                readElements(field, wireType, in, read);
                if (!read.isEmpty()) { // for Argo a packed list without elements is absent
                    into.withArrayProperty(field.name()).addAll(read);
                }
            }
            case MAP -> {
                verifyWireType(ValueKind.MESSAGE, wireType);
                readEntry(field, in.message(), into.withObjectProperty(field.name()));
            }
            case SINGLE, OPTIONAL -> {
                verifyWireType(field.kind(), wireType);
                readSingle(field, in, into);
            }
        }
    }

    private void readSingle(MessageField field, WireReader in, ObjectNode into) {
        String name = field.name();
        JsonNode earlier = into.get(name);
        JsonNode value;
        if (field.kind() == ValueKind.MESSAGE && field.messageType().owner() == null) {
            ObjectNode merged = earlier instanceof ObjectNode object ? object : JSON.objectNode();
            readFields(field.messageType(), in.message(), merged);
            value = merged;
        } else {
            if (earlier != null && ScalarReader.mergesUnlikeOthers(field.kind())) {
                throw new WireFault("it is given twice");
            }
            value = readValue(field, in);
        }
        if (value.isNull() || (field.shape() == Shape.SINGLE && isZero(field, value))) {
            into.remove(name);
        } else {
            into.set(name, value);
        }
    }

    // A struct encoded as a JSON value of its own is empty only without that value. An absent number-or-text value is
    // the
    // number 0, never the empty text.
    private static boolean isZero(MessageField field, JsonNode value) {
        boolean owned = field.kind() == ValueKind.MESSAGE && field.messageType().owner() != null;
        boolean either = field.kind() == ValueKind.INT_OR_STRING || field.kind() == ValueKind.LONG_OR_STRING;
        return !owned && !(either && value.isTextual()) && ScalarReader.isZero(value);
    }

    private void readElements(MessageField field, int wireType, WireReader in, ArrayNode into) {
        if (field.kind().packable() && wireType == WireReader.LENGTH_DELIMITED) {
            WireReader packed = in.message();
            while (packed.hasMore()) {
                into.add(readValue(field, packed));
            }
            return;
        }
        verifyWireType(field.kind(), wireType);
        into.add(readValue(field, in));
    }

    private void readEntry(MessageField field, WireReader in, ObjectNode into) {
        String key = null;
        JsonNode value = null;
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == (1 << 3 | WireReader.LENGTH_DELIMITED) && key == null) {
                key = in.string();
            } else if (tag == (2 << 3 | field.kind().wireType()) && value == null) {
                value = readValue(field, in);
            } else {
                throw new WireFault("an entry has another field than one key and one value");
            }
        }
        into.set(key == null ? "" : key, value == null ? absentValue(field) : value);
    }

    private JsonNode readValue(MessageField field, WireReader in) {
        if (field.kind() != ValueKind.MESSAGE) {
            return ScalarReader.read(field.kind(), in);
        }
        MessageType type = field.messageType();
        MessageField owner = type.owner();
        return owner == null ? read(type, in.message()) : readOwner(type, owner, in.message());
    }

    private JsonNode absentValue(MessageField field) {
        if (field.kind() != ValueKind.MESSAGE) {
            return ScalarReader.absent(field.kind());
        }
        MessageType type = field.messageType();
        MessageField owner = type.owner();
        WireReader nothing = new WireReader(new byte[0]);
        return owner == null ? JSON.objectNode() : readOwner(type, owner, nothing);
    }

    private JsonNode readOwner(MessageType type, MessageField owner, WireReader in) {
        ArrayNode list = JSON.arrayNode();
        JsonNode value = null;
        while (in.hasMore()) {
            int tag = in.tag();
            MessageField field = knownField(type, tag, in);
            if (field == null) {
                continue;
            }
            enter(field);
            if (owner.shape() == Shape.LIST) {
                readElements(owner, tag & 7, in, list);
            } else if (value == null) {
                verifyWireType(owner.kind(), tag & 7);
                value = readValue(owner, in);
            } else {
                throw new WireFault("it is given twice");
            }
            path.pop();
        }
        return owner.shape() == Shape.LIST ? list : value == null ? ScalarReader.absent(owner.kind()) : value;
    }

    private static void verifyWireType(ValueKind kind, int wireType) {
        if (kind.wireType() != wireType) {
            throw new WireFault("it is framed in another way than its type");
        }
    }
}
