package io.tiphys.gateway.argoproto;

import io.tiphys.gateway.argoproto.wire.MessageField;
import io.tiphys.gateway.argoproto.wire.MessageTable;
import io.tiphys.gateway.argoproto.wire.MessageType;
import io.tiphys.gateway.argoproto.wire.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Values of the parameter {@code fields} with paths that workflows have, and some that they have not. */
public final class RandomFields {
    private static final List<String> KEYS = List.of("a", "default", "none", "a.b");

    private final Random random;

    public RandomFields(Random random) {
        this.random = random;
    }

    /** One to five paths, to stay or to go. */
    public String next() {
        List<String> paths = new ArrayList<>();
        for (int count = 1 + random.nextInt(5); count > 0; count--) {
            paths.add((random.nextInt(4) == 0 ? "result.object." : "") + path());
        }
        return (random.nextBoolean() ? "-" : "") + String.join(",", paths);
    }

    private String path() {
        List<String> names = new ArrayList<>();
        descend(MessageTable.argo40().message("workflow/v1alpha1.Workflow"), names);
        String path = String.join(".", names);
        return random.nextInt(8) == 0 ? path.substring(0, 1 + random.nextInt(path.length())) : path;
    }

    private void descend(MessageType type, List<String> names) {
        List<MessageField> fields = RandomMessages.numbers(type).stream()
                .map(number -> Objects.requireNonNull(type.field(number)))
                .toList();
        if (fields.isEmpty()) {
            return;
        }
        MessageField field = fields.get(random.nextInt(fields.size()));
        if (field.place() == MessageField.Place.NAMED) {
            names.add(field.name());
        }
        if (field.shape() == MessageField.Shape.MAP) {
            names.add(KEYS.get(random.nextInt(KEYS.size())));
        }
        if (field.kind() == ValueKind.MESSAGE && (names.isEmpty() || random.nextInt(5) > 0)) {
            descend(field.messageType(), names);
        } else if (field.kind() == ValueKind.JSON) {
            names.add(KEYS.get(random.nextInt(KEYS.size())));
        }
    }
}
