package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.MapOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.List;

/**
 * {@code controller-value}: what Argo 4.0.5 accepts, and its controller or the API server then refuses when the step begins.
 * Values with a {@code {{variable}}} are not checked.
 */
public final class ControllerValueRule implements FieldRule {
    @Override
    public String id() {
        return "controller-value";
    }

    @Override
    public String description() {
        return "Argo's controller can use what it reads when a step begins: counts of a loop, the list of withParam, the expression"
                + " of depends, a patch of the pod, a hook's template, and what memoize, data, locks and metrics need. Argo accepts"
                + " others, and the workflow then ends in an error.";
    }

    @Override
    public FieldWalk.Visitor visitor(WorkflowCheck check) {
        ControllerValues values = new ControllerValues(this, check);
        return new FieldWalk.Visitor() {
            @Override
            public void field(ObjectType owner, String name, FieldType type, ManifestNode value) {
                if (type == Simple.STRING && value instanceof ManifestScalar scalar) {
                    values.text(name, scalar);
                } else if (type instanceof Named named) {
                    objects(named.name(), List.of(value), values);
                } else if (type instanceof ListOf list
                        && list.element() instanceof Named named
                        && value instanceof ManifestArray array) {
                    objects(named.name(), array.elements(), values);
                } else if (type instanceof MapOf map
                        && map.value() instanceof Named named
                        && value instanceof ManifestObject object) {
                    objects(named.name(), object.members(), values);
                }
            }
        };
    }

    private static void objects(String type, List<ManifestNode> nodes, ControllerValues values) {
        if (!ControllerValues.TYPES.contains(type)) {
            return;
        }
        for (ManifestNode node : nodes) {
            if (node instanceof ManifestObject object) {
                values.object(type, object);
            }
        }
    }
}
