package io.tiphys.validation.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.accounts.ServiceAccountReferences;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.MapOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.rule.ArgoVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FieldTableTest {
    private static final FieldTable TABLE = FieldTable.of(ArgoVersion.DEFAULT);

    @Test
    void hasEveryTypeThatItRefersTo() {
        assertThat(reachable("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow"))
                .hasSizeGreaterThan(200);
    }

    @Test
    void hasStepsInListsOfLists() {
        assertThat(TABLE.type("Template").fields())
                .containsEntry("steps", new ListOf(new ListOf(new Named("WorkflowStep"))));
    }

    @Test
    void takesAnyValueOfAParameterAsArgoDoes() {
        assertThat(TABLE.type("Parameter").fields()).containsEntry("value", Simple.ANY_STRING);
        assertThat(TABLE.type("Parameter").fields()).containsEntry("enum", new ListOf(Simple.ANY_STRING));
    }

    @Test
    void knowsWhatWasRemovedAndHasItNoMore() {
        for (String name : List.of("WorkflowSpec", "Synchronization", "CronWorkflowSpec")) {
            ObjectType type = TABLE.type(name);
            assertThat(type.removed()).isNotEmpty();
            assertThat(type.fields()).doesNotContainKeys(type.removed().keySet().toArray(String[]::new));
        }
    }

    /** A new release that names an account in a new place has to be met by {@link ServiceAccountReferences}. */
    @Test
    void everyFieldThatSpeaksOfAServiceAccountIsKnownToTheRule() {
        Set<String> fields = new TreeSet<>();
        for (String name : reachable("WorkflowSpec")) {
            TABLE.type(name).fields().keySet().stream()
                    .filter(field -> field.toLowerCase(java.util.Locale.ROOT).matches(".*(serviceaccount|podspec).*"))
                    .forEach(field -> fields.add(name + "." + field));
        }

        assertThat(fields)
                .containsExactly(
                        "ArtifactGC.serviceAccountName",
                        "ExecutorConfig.serviceAccountName",
                        "GCSArtifact.serviceAccountKeySecret",
                        "Template.automountServiceAccountToken",
                        "Template.podSpecPatch",
                        "Template.serviceAccountName",
                        "VolumeProjection.serviceAccountToken",
                        "WorkflowLevelArtifactGC.podSpecPatch",
                        "WorkflowLevelArtifactGC.serviceAccountName",
                        "WorkflowSpec.automountServiceAccountToken",
                        "WorkflowSpec.podSpecPatch",
                        "WorkflowSpec.serviceAccountName");
    }

    private static Set<String> reachable(String... roots) {
        Set<String> seen = new TreeSet<>(List.of(roots));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (FieldType field : TABLE.type(open.pop()).fields().values()) {
                if (innermost(field) instanceof Named named && seen.add(named.name())) {
                    open.push(named.name());
                }
            }
        }
        return seen;
    }

    private static FieldType innermost(FieldType type) {
        return switch (type) {
            case ListOf list -> innermost(list.element());
            case MapOf map -> innermost(map.value());
            default -> type;
        };
    }
}
