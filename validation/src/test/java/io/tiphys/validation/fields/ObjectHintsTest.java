package io.tiphys.validation.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.MapOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.rule.ArgoVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the shape of a value is wrong, the hint is right for the type that is expected there: for all types of a release. */
class ObjectHintsTest {
    private final FieldTable table = FieldTable.of(ArgoVersion.DEFAULT);

    @Test
    void everyMainFieldIsOneOfItsType() {
        ObjectHints.MAIN_FIELDS.forEach(
                (type, field) -> assertThat(table.type(type).fields()).as(type).containsKey(field));
    }

    @Test
    void aTextForAnObjectGivesFieldsOfTheType() {
        eachField((field, type) -> {
            if (type instanceof Named named) {
                Map<String, FieldType> fields = table.type(named.name()).fields();
                String hint = hint(type, field + ": some text");
                if (hint != null && hint.contains("{")) {
                    String name = hint.substring(hint.indexOf('{') + 1, hint.indexOf(':', hint.indexOf('{')));
                    assertThat(fields).as(field + ": " + hint).containsKey(name);
                }
            }
        });
    }

    @Test
    void oneElementForAListNeedsADash() {
        eachField((field, type) -> {
            if (type instanceof ListOf list
                    && list.element() instanceof Named named
                    && !named.name().equals("WorkflowStep")) {
                String first = table.type(named.name()).fields().keySet().stream()
                        .findFirst()
                        .orElseThrow();

                assertThat(hint(type, field + ": {" + first + ": x}"))
                        .as(field)
                        .isEqualTo("Write a list: put a dash before the element, - " + first + ".");
            }
        });
    }

    @Test
    void aListForAnObjectNeverNamesAFieldOfAnotherType() {
        eachField((field, type) -> {
            if (type instanceof Named named) {
                String hint = hint(type, field + ": [{name: a, template: b}]");
                if (hint != null && hint.startsWith("Put the list below '")) {
                    String name = hint.substring(20, hint.indexOf('\'', 20));
                    assertThat(table.type(named.name()).fields()).as(field).containsKey(name);
                }
            }
        });
    }

    private @Nullable String hint(FieldType type, String text) {
        ManifestObject object = ManifestReader.fragment(text, 10).orElseThrow();
        ManifestNode value = object.members().get(0);
        return TypeHints.of(type, value, table);
    }

    /** All fields of all types that a workflow can have. */
    private void eachField(BiConsumer<String, FieldType> visitor) {
        Map<String, ObjectType> seen = new HashMap<>();
        collect("Workflow", seen);
        assertThat(seen).hasSizeGreaterThan(100);
        seen.values().forEach(type -> type.fields().forEach(visitor));
    }

    private void collect(String name, Map<String, ObjectType> seen) {
        ObjectType type = table.type(name);
        if (seen.putIfAbsent(name, type) == null) {
            type.fields().values().forEach(field -> {
                FieldType inner = field;
                while (!(inner instanceof Named) && (inner instanceof ListOf || inner instanceof MapOf)) {
                    inner = inner instanceof ListOf list ? list.element() : ((MapOf) inner).value();
                }
                if (inner instanceof Named named) {
                    collect(named.name(), seen);
                }
            });
        }
    }
}
