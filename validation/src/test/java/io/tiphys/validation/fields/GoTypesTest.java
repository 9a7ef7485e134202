package io.tiphys.validation.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.MapOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.ArgoVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Puts a value at the limit of its Go type, and one beyond it, into every field that has such a limit. */
class GoTypesTest {
    /** For each type the JSON of a value that it takes, of one that it does not, and what the message says of it. */
    private static final Map<Simple, List<String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put(
                Simple.INT32,
                List.of(
                        "2147483647",
                        "2147483648",
                        "between -2147483648 and 2147483647, found the number 2147483648."));
        VALUES.put(
                Simple.INT64,
                List.of("9223372036854775807", "9223372036854775808", "and 9223372036854775807, found the number"));
        VALUES.put(
                Simple.UINT64,
                List.of("18446744073709551615", "-1", "between 0 and 18446744073709551615, found the number -1."));
        VALUES.put(
                Simple.INT_OR_STRING,
                List.of("-2147483648", "-2147483649", "between -2147483648 and 2147483647, found the number"));
        VALUES.put(
                Simple.QUANTITY,
                List.of(
                        "\"1.5Gi\"",
                        "\"1.5 GB\"",
                        "Expected a quantity, for example 500m or 1Gi, found text '1.5 GB'."));
        VALUES.put(
                Simple.TIME,
                List.of(
                        "\"2026-02-28T12:00:00+01:00\"",
                        "\"2026-02-30T12:00:00Z\"",
                        "Expected a time, for example 2026-01-31T12:00:00Z"));
        VALUES.put(Simple.DURATION, List.of("\"1h30m\"", "\"90\"", "Expected a duration with a unit"));
        VALUES.put(Simple.SECONDS, List.of("\"90\"", "\"1 day\"", "found text '1 day'."));
        VALUES.put(Simple.NUMBER, List.of("1.5", "\"1.5\"", "Expected a number, found text '1.5'."));
        VALUES.put(Simple.BOOLEAN, List.of("true", "1", "Expected true or false, found the number 1."));
    }

    private record Place(String before, String after, String pointer) {
        Place in(String key) {
            return new Place(before + "{\"" + key + "\":", "}" + after, pointer + "/" + key);
        }

        Place element() {
            return new Place(before + "[", "]" + after, pointer + "/0");
        }
    }

    /** Each field of a specification that has one of the types, where it is met first. */
    static Stream<Arguments> fields() {
        FieldTable table = FieldTable.of(ArgoVersion.DEFAULT);
        Map<String, Arguments> found = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        Deque<Map.Entry<ObjectType, Place>> open = new ArrayDeque<>();
        open.add(Map.entry(table.type("WorkflowSpec"), new Place("", "", "/spec")));
        while (!open.isEmpty()) {
            Map.Entry<ObjectType, Place> next = open.poll();
            ObjectType type = next.getKey();
            if (!seen.add(type.name())) {
                continue;
            }
            type.fields().forEach((field, fieldType) -> {
                Place place = next.getValue().in(field);
                FieldType inner = fieldType;
                while (!(inner instanceof Simple) && !(inner instanceof Named)) {
                    place = inner instanceof ListOf ? place.element() : place.in("k");
                    inner = inner instanceof ListOf list ? list.element() : ((MapOf) inner).value();
                }
                if (inner instanceof Named named) {
                    open.add(Map.entry(table.type(named.name()), place));
                } else if (VALUES.containsKey((Simple) inner)) {
                    found.put(type.name() + "." + field, Arguments.of(type.name() + "." + field, inner, place));
                }
            });
        }
        assertThat(found).hasSizeGreaterThan(150);
        assertThat(found.values()).extracting(it -> it.get()[1]).containsAll(VALUES.keySet());
        return found.values().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void takesWhatTheGoTypeTakesAndNamesItsLimit(String field, Simple type, Place place) {
        List<String> values = VALUES.getOrDefault(type, List.of());

        assertThat(wrong(place, values.get(0))).as(field).isEmpty();
        List<Finding> findings = wrong(place, values.get(1));
        assertThat(findings).as(field).hasSize(1);
        assertThat(findings.getFirst().pointer()).isEqualTo(place.pointer());
        assertThat(findings.getFirst().message())
                .startsWith(place.pointer().substring(1, 5))
                .contains(values.get(2));
    }

    private static List<Finding> wrong(Place place, String value) {
        String document =
                "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\",\"metadata\":{\"generateName\":\"a-\"},\"spec\":"
                        + place.before() + value + place.after() + "}";
        return Manifests.validate(document, "*").stream()
                .filter(it -> Set.of("wrong-type", "duration", "unknown-field").contains(it.rule()))
                .toList();
    }
}
