package io.tiphys.gateway.argoproto.wire;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a message.
 *
 * @param name its name in JSON; empty unless it is {@link Place#NAMED}
 * @param place the position of the field in JSON
 * @param shape the cardinality
 * @param kind the kind of each value
 * @param message the type of each value if kind is MESSAGE, else null
 */
public record MessageField(
        String name,
        Place place,
        Shape shape,
        ValueKind kind,
        @Nullable MessageType message) {
    /** The position of a field in JSON. */
    public enum Place {
        /** Under its name. */
        NAMED,
        /** The field's own fields belong to its owner, as with an embedded struct of Go. */
        INLINE,
        /** The owner is written as this value. */
        OWNER
    }

    /** The cardinality of a field, and whether Go distinguishes an absent value from an empty one. */
    public enum Shape {
        /** One; absent is the same as zero or empty. */
        SINGLE,
        /** One; absent differs from zero or empty. */
        OPTIONAL,
        LIST,
        /** By string keys. */
        MAP
    }

    /**
     * Reads the table's notation: a name, or {@code .} for INLINE or {@code =} for OWNER; a blank; {@code *}, {@code []},
     * <code>{}</code> or nothing; and the kind.
     */
    static MessageField of(String notation, Function<String, MessageType> types) {
        int blank = notation.indexOf(' ');
        String name = notation.substring(0, blank);
        String type = notation.substring(blank + 1);
        Shape shape = type.startsWith("*")
                ? Shape.OPTIONAL
                : type.startsWith("[]") ? Shape.LIST : type.startsWith("{}") ? Shape.MAP : Shape.SINGLE;
        String element = type.substring(shape == Shape.SINGLE ? 0 : shape == Shape.OPTIONAL ? 1 : 2);
        ValueKind kind = ValueKind.of(element);
        MessageType message = kind == ValueKind.MESSAGE ? types.apply(element) : null;
        return switch (name) {
            case "." -> new MessageField("", Place.INLINE, shape, kind, message);
            case "=" -> new MessageField("", Place.OWNER, shape, kind, message);
            default -> new MessageField(name, Place.NAMED, shape, kind, message);
        };
    }

    /** The type of a value that is a message. */
    public MessageType messageType() {
        return Objects.requireNonNull(message);
    }
}
