package io.tiphys.gateway.witness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Parameters that one of two readers may overlook, or take for another. Used by one thread. */
final class QueryMutations {
    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");
    private static final int MORE_THAN_A_READER_COUNTS = 1024;

    private final Random random;
    private final List<String> fields;
    private final List<String> texts;

    QueryMutations(Random random, Names names, List<Procedure> procedures) {
        this.random = random;
        this.fields = procedures.stream()
                .filter(procedure -> procedure.name().contains("/") && procedure.overHttp())
                .flatMap(procedure -> procedure.fields().stream().map(Procedure.Field::path))
                .distinct()
                .toList();
        this.texts = List.of(
                names.served(),
                names.unserved(),
                "true",
                "bait-run",
                "lint",
                "plain",
                "nightly",
                "bait-limits",
                "@latest",
                "metadata.name=bait-run",
                "All",
                "1",
                "",
                "DATABASE");
    }

    WitnessRequest mutate(WitnessRequest request) {
        List<String> query = new ArrayList<>(request.query());
        String added = added(one(fields), one(texts));
        switch (random.nextInt(5)) {
            case 0 -> query.add("a&".repeat(MORE_THAN_A_READER_COUNTS) + added);
            case 1 -> changeOne(query);
            case 2 -> query.addFirst(added);
            default -> query.add(added);
        }
        return request.withQuery(query);
    }

    /** A field in one of the ways in which its name can be written. */
    private String added(String field, String text) {
        List<UnaryOperator<String>> ways = List.of(
                value -> field + "=" + value,
                value -> field + "[" + value + "]=",
                value -> field + "[x]=" + value,
                value -> "=" + value,
                value -> "[" + value + "]",
                value -> snake(field) + "=" + value,
                value -> field.toUpperCase(Locale.ROOT) + "=" + value,
                value -> field + ".=" + value,
                value -> "%" + Integer.toHexString(field.isEmpty() ? 'x' : field.charAt(0))
                        + (field.isEmpty() ? "" : field.substring(1)) + "=" + value,
                value -> field + "%5B" + value + "%5D=",
                value -> field + "=" + value + ";" + field + "=other",
                value -> field + "=%zz&" + field + "=" + value,
                value -> "logOptionsX=" + value);
        return one(ways).apply(Grammar.encoded(text));
    }

    private void changeOne(List<String> query) {
        if (query.isEmpty()) {
            return;
        }
        int at = random.nextInt(query.size());
        String[] pair = query.get(at).split("=", 2);
        List<String> ways = Arrays.asList(
                added(pair[0], one(texts)),
                pair[0] + "[" + (pair.length > 1 ? pair[1] : "") + "]=",
                snake(pair[0]) + "=" + (pair.length > 1 ? pair[1] : ""));
        if (random.nextBoolean()) {
            query.set(at, one(ways));
        } else {
            query.add(one(ways));
        }
    }

    private static String snake(String name) {
        return CAPITAL.matcher(name).replaceAll(match -> "_" + match.group(1).toLowerCase(Locale.ROOT));
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
