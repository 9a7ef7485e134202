package io.tiphys.gateway.argoproto.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message: its fields by number. Filled while the table is read, and unchanged afterwards. */
public final class MessageType {
    private final String name;
    private @Nullable MessageField[] fields = new MessageField[16];
    private @Nullable MessageField owner;

    MessageType(String name) {
        this.name = name;
    }

    /** The name in the table, for example {@code workflow/v1alpha1.Template}. */
    public String name() {
        return name;
    }

    void add(int number, MessageField field) {
        if (number >= fields.length) {
            fields = Arrays.copyOf(fields, number + 16);
        }
        fields[number] = field;
        if (field.place() == MessageField.Place.OWNER) {
            owner = field;
        }
    }

    /** The field with a number; null when the message has none. */
    @Nullable
    public MessageField field(int number) {
        return number < fields.length ? fields[number] : null;
    }

    /** All fields, in the order of their numbers. */
    public List<MessageField> fields() {
        return Arrays.stream(fields)
                .filter(Objects::nonNull)
                .map(MessageField.class::cast)
                .toList();
    }

    /** The field whose value represents the message in JSON; null when JSON has an object. */
    @Nullable
    MessageField owner() {
        return owner;
    }
}
