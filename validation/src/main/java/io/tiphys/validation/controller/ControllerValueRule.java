package io.tiphys.validation.controller;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldRule;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.MapOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.fields.FieldWalk;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.List;

/**
 * {@code controller-value}: what Argo 4.0.5 accepts, and its controller or the API server then refuses when the step begins, or
 * waits for without an end. Values with a {@code {{variable}}} are not checked.
 */
public final class ControllerValueRule implements FieldRule {
    @Override
    public String id() {
        return "controller-value";
    }

    @Override
    public String description() {
        return "Argo's controller can use what it reads while the workflow runs: conditions and expressions, counts of a loop, the"
                + " list of withParam, a patch of the pod, the template of a hook, and what retries, memoize, data, locks, metrics and"
                + " a podDisruptionBudget need. Argo accepts others, and the workflow then ends in an error or waits for ever.";
    }

    @Override
    public FieldWalk.Visitor visitor(WorkflowCheck check) {
        ControllerReport report = new ControllerReport(this, check);
        ControllerTexts texts = new ControllerTexts(report);
        ControllerObjects objects = new ControllerObjects(report);
        return new FieldWalk.Visitor() {
            @Override
            public void field(ObjectType owner, String name, FieldType type, ManifestNode value) {
                if (type == Simple.STRING && value instanceof ManifestScalar scalar) {
                    texts.check(owner.name(), name, scalar);
                } else if (type instanceof Named named) {
                    check(named.name(), List.of(value), objects);
                } else if (type instanceof ListOf list
                        && list.element() instanceof Named named
                        && value instanceof ManifestArray array) {
                    check(named.name(), array.elements(), objects);
                } else if (type instanceof MapOf map
                        && map.value() instanceof Named named
                        && value instanceof ManifestObject object) {
                    check(named.name(), object.members(), objects);
                }
            }
        };
    }

    private static void check(String type, List<ManifestNode> nodes, ControllerObjects objects) {
        if (!ControllerObjects.TYPES.contains(type)) {
            return;
        }
        for (ManifestNode node : nodes) {
            if (node instanceof ManifestObject object) {
                objects.check(type, object);
            }
        }
    }
}
