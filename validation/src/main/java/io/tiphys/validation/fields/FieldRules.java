package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.List;

/** Checks the fields of a document against rules, in one walk. Pure. */
public final class FieldRules {
    private FieldRules() {}

    /** Reports the findings of the rules. Each field is passed to the rules in their order. */
    public static void check(List<? extends FieldRule> rules, WorkflowCheck check) {
        if (!WorkflowCheck.KINDS.contains(check.manifest().kind().orElse(WorkflowCheck.WORKFLOW))) {
            return;
        }
        FieldWalk.Visitor all =
                new All(rules.stream().map(rule -> rule.visitor(check)).toList());
        new FieldWalk(FieldTable.of(check.version()), all).walk(check.manifest().root(), check.type());
    }

    private record All(List<FieldWalk.Visitor> visitors) implements FieldWalk.Visitor {
        @Override
        public void field(ObjectType owner, String name, FieldType type, ManifestNode value) {
            for (FieldWalk.Visitor visitor : visitors) {
                visitor.field(owner, name, type, value);
            }
        }

        @Override
        public void unknownField(ObjectType owner, ManifestKey key, ManifestNode value) {
            for (FieldWalk.Visitor visitor : visitors) {
                visitor.unknownField(owner, key, value);
            }
        }

        @Override
        public void wrongType(FieldType expected, ManifestNode value) {
            for (FieldWalk.Visitor visitor : visitors) {
                visitor.wrongType(expected, value);
            }
        }
    }
}
