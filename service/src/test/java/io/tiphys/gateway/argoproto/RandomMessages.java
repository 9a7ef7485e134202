package io.tiphys.gateway.argoproto;

import io.tiphys.gateway.argoproto.wire.MessageField;
import io.tiphys.gateway.argoproto.wire.MessageType;
import io.tiphys.gateway.argoproto.wire.ValueKind;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** Messages of any type that the table describes, as Argo's Go code would write them. */
public final class RandomMessages {
    private static final int DEEPEST = 7;
    private static final int HIGHEST_NUMBER = 200;
    private static final List<String> TEXTS = List.of("", "a", "default", "a.b", "é \"quoted\" <&>", "line\nline");
    private static final List<String> JSON =
            List.of("null", "1.50", "\"a\"", "{\"a\":{\"a.b\":[1]},\"default\":[]}", "[{\"a\":0}]");

    private final Random random;

    public RandomMessages(Random random) {
        this.random = random;
    }

    /** The numbers of the fields that a message has. */
    static List<Integer> numbers(MessageType type) {
        return IntStream.range(1, HIGHEST_NUMBER)
                .filter(number -> type.field(number) != null)
                .boxed()
                .toList();
    }

    public byte[] next(MessageType type) {
        return message(type, 0);
    }

    private byte[] message(MessageType type, int depth) {
        WireWriter out = new WireWriter();
        for (int number : numbers(type)) {
            write(Objects.requireNonNull(type.field(number)), number, depth, out);
        }
        return out.toBytes();
    }

    private void write(MessageField field, int number, int depth, WireWriter out) {
        boolean cut = depth > DEEPEST && field.kind() == ValueKind.MESSAGE;
        int count = field.shape() == MessageField.Shape.SINGLE ? 1 : cut ? 0 : random.nextInt(depth < 3 ? 3 : 2);
        for (int one = 0; one < (field.shape() == MessageField.Shape.OPTIONAL ? Math.min(count, 1) : count); one++) {
            if (field.shape() == MessageField.Shape.MAP) {
                WireWriter entry = new WireWriter()
                        .string(1, List.of("a", "default", "a.b").get(one));
                value(field, 2, depth, entry);
                out.message(number, entry.toBytes());
            } else {
                value(field, number, depth, out);
            }
        }
    }

    private void value(MessageField field, int number, int depth, WireWriter out) {
        switch (field.kind()) {
            case BOOL -> out.number(number, random.nextInt(2));
            case INT32, INT64, UINT64 -> out.number(number, random.nextInt(3));
            case STRING, BYTES -> out.string(number, one(TEXTS));
            case JSON -> out.string(number, one(JSON));
            case NUMBER -> out.string(number, "1.5");
            case QUANTITY ->
                out.message(number, new WireWriter().string(1, "2Gi").toBytes());
            case TIME ->
                out.message(
                        number,
                        random.nextBoolean()
                                ? new byte[0]
                                : new WireWriter()
                                        .number(1, 1_700_000_000)
                                        .number(2, 0)
                                        .toBytes());
            case INT_OR_STRING, LONG_OR_STRING -> out.message(number, numberOrText(random.nextInt(2)));
            case MESSAGE -> out.message(number, message(field.messageType(), depth + 1));
        }
    }

    private byte[] numberOrText(int type) {
        return new WireWriter()
                .number(1, type)
                .number(2, type == 0 ? random.nextInt(3) : 0)
                .string(3, type == 0 ? "" : one(TEXTS))
                .toBytes();
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
