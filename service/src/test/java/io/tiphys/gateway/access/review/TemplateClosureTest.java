package io.tiphys.gateway.access.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TemplateClosureTest {
    private static final AccessCheck ALL = Operation.readTemplate("science", "");
    private static final AccessCheck ALL_OF_CLUSTER = Operation.readClusterTemplate("");

    private final List<String> done = new ArrayList<>();

    @Test
    void requiresEachRightBeforeItsTemplateIsReadAndEachOnce() {
        walk(
                List.of(one("outer")),
                Map.of("outer", List.of(one("inner"), cluster("shared")), "shared", List.of(one("outer"))));

        assertThat(done)
                .containsExactly(
                        "require outer", "read outer", "require inner", "read inner", "require shared", "read shared");
    }

    @Test
    void readsNothingBehindARightThatIsMissing() {
        assertThatThrownBy(() -> TemplateClosure.require(
                        List.of(one("outer")),
                        "science",
                        right -> {
                            throw new IllegalStateException(right.name());
                        },
                        right -> {
                            throw new AssertionError("it was read");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("outer");
    }

    @Test
    void requiresTheRightsToAllTemplatesForANameThatIsNotKnown() {
        List<AccessCheck> required = new ArrayList<>();
        TemplateClosure.require(List.of(ALL), "science", required::add, right -> List.of(one("never")));

        assertThat(required).containsExactly(ALL, ALL_OF_CLUSTER);
    }

    @Test
    void requiresTheRightsToAllTemplatesForManyOfThem() {
        List<AccessCheck> required = new ArrayList<>();
        List<AccessCheck> many = IntStream.rangeClosed(0, TemplateClosure.MOST)
                .mapToObj(number -> one("t" + number))
                .toList();
        TemplateClosure.require(many, "science", required::add, right -> List.of());

        assertThat(required).containsExactly(ALL, ALL_OF_CLUSTER);
    }

    private void walk(List<AccessCheck> first, Map<String, List<AccessCheck>> named) {
        TemplateClosure.require(first, "science", right -> done.add("require " + right.name()), right -> {
            done.add("read " + right.name());
            return named.getOrDefault(right.name(), List.of());
        });
    }

    private static AccessCheck one(String name) {
        return Operation.readTemplate("science", name);
    }

    private static AccessCheck cluster(String name) {
        return Operation.readClusterTemplate(name);
    }
}
