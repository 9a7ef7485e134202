package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.finding.OddCharacters;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code unknown-field}: the Argo Server silently drops unknown fields. */
public final class UnknownFieldRule implements FieldRule {
    /** The fields of Argo's own API requests that contain a document. */
    private static final Set<String> WRAPPERS = Set.of("workflow", "template", "cronWorkflow");

    private static final Pattern NAME = Pattern.compile("[^\\s()\"'=;]*");

    @Override
    public String id() {
        return "unknown-field";
    }

    @Override
    public String description() {
        return "Every field is known to the release of Argo and spelled exactly. The Argo Server drops an unknown field silently, and"
                + " accepts a known one in upper or lower case.";
    }

    @Override
    public FieldWalk.Visitor visitor(WorkflowCheck check) {
        return new FieldWalk.Visitor() {
            @Override
            public void unknownField(ObjectType owner, ManifestKey key, ManifestNode value) {
                report(check, owner, key, value);
            }
        };
    }

    private void report(WorkflowCheck check, ObjectType owner, ManifestKey key, ManifestNode value) {
        FieldSuggestions suggestions = new FieldSuggestions(FieldTable.of(check.version()), owner);
        String similar = check.isFull() ? null : suggestions.similarTo(key.text());
        if (similar != null && !similar.equalsIgnoreCase(key.text()) && suggestions.parts(key.text()) != null) {
            similar = null; // spelled exactly, but at another place
        }
        if (similar != null && value.parent() instanceof ManifestObject parent && parent.find(similar) == null) {
            check.suppress(parent, similar);
        }
        String removed = owner.removed().get(key.text());
        String message = "unknown field, which Argo " + check.version() + " would drop silently"
                + (removed == null ? "." : ": it is gone from this release.");
        String otherwise = removed == null ? hint(suggestions, key.text(), similar, value) : removed;
        check.reportKey(this, value, message, isWrapper(check, value, key.text()) ? unwrap(key.text()) : otherwise);
    }

    private static boolean isWrapper(WorkflowCheck check, ManifestNode value, String field) {
        return value.parent() == check.manifest().root() && WRAPPERS.contains(field) && value instanceof ManifestObject;
    }

    private static String unwrap(String field) {
        return "Send the content of '" + field + "': only Argo's own API wraps the document.";
    }

    private static @Nullable String hint(
            FieldSuggestions suggestions, String field, @Nullable String similar, ManifestNode value) {
        if (similar != null) {
            return "Did you mean '" + similar + "'?" + OddCharacters.note(field);
        }
        if (!NAME.matcher(field).matches()) {
            return "Is this a line of the text above? The text of a block is indented deeper than its key.";
        }
        String empty = value.parent() instanceof ManifestObject object ? suggestions.empty(field, object) : null;
        return Stream.<Supplier<@Nullable String>>of(
                        () -> empty,
                        () -> suggestions.parts(field),
                        () -> suggestions.containing(field),
                        () -> suggestions.around(field),
                        suggestions::all)
                .map(Supplier::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
