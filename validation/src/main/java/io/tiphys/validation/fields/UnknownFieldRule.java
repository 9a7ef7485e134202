package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code unknown-field}: the Argo Server drops fields that it does not know, without a word. */
public final class UnknownFieldRule implements WorkflowRule {
    /** The fields in which requests of Argo's own API hold a document. */
    private static final Set<String> WRAPPERS = Set.of("workflow", "template", "cronWorkflow");

    @Override
    public String id() {
        return "unknown-field";
    }

    @Override
    public String description() {
        return "Every field is one that the release of Argo knows, spelled exactly: the Argo Server would drop another one silently,"
                + " or take one in other letters for it.";
    }

    @Override
    public boolean appliesTo(String kind) {
        return WorkflowCheck.KINDS.contains(kind);
    }

    @Override
    public void check(WorkflowCheck check) {
        FieldWalk.Visitor visitor = new FieldWalk.Visitor() {
            @Override
            public void unknownField(ObjectType owner, ManifestKey key, ManifestNode value) {
                report(check, owner, key, value);
            }
        };
        new FieldWalk(FieldTable.of(check.version()), visitor)
                .walk(check.manifest().root(), check.type());
    }

    private void report(WorkflowCheck check, ObjectType owner, ManifestKey key, ManifestNode value) {
        if (value.parent() instanceof ManifestObject parent) {
            check.noteUnknownField(parent);
        }
        FieldSuggestions suggestions = new FieldSuggestions(FieldTable.of(check.version()), owner);
        String similar = check.isFull() ? null : suggestions.similarTo(key.text());
        if (similar != null && value.parent() instanceof ManifestObject parent) {
            check.cloud(parent, similar);
        }
        String removed = owner.removed().get(key.text());
        String message = "The field " + ShownText.quoted(key.text())
                + (removed == null
                        ? " is not known here."
                        : " is gone from Argo " + check.version() + ", which drops it silently.");
        boolean wrapper = value.parent() == check.manifest().root()
                && WRAPPERS.contains(key.text())
                && value instanceof ManifestObject;
        if (wrapper) {
            check.reportKey(
                    this, value, message, "Send what stands below '" + key.text() + "': only Argo's own API wraps it.");
        } else {
            check.reportKey(this, value, message, removed == null ? hint(suggestions, key.text(), similar) : removed);
        }
    }

    private static @Nullable String hint(FieldSuggestions suggestions, String field, @Nullable String similar) {
        return similar == null ? suggestions.elsewhere(field) : "Did you mean '" + similar + "'?";
    }
}
