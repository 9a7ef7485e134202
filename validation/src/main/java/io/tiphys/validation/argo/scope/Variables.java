package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Tags;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.argo.value.VariableHints;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks the {{variables}} of a value against its scope. */
public final class Variables {
    /** The fields of a step or task in the order in which Argo writes them. */
    private static final String[] USER_FIELDS = {
        "name",
        "template",
        "inline",
        "arguments",
        "templateRef",
        "dependencies",
        "withItems",
        "withParam",
        "withSequence",
        "when",
        "continueOn",
        "onExit",
        "depends",
        "hooks"
    };

    /** Prefixes of variables that are always accepted, because they are known only when the workflow runs. */
    private static final String[] LATER = {
        "outputs.",
        "workflow.creationTimestamp",
        "workflow.scheduledTime",
        "workflow.duration",
        "tasks.name",
        "steps.name",
        "node.name"
    };

    private final Walk walk;
    private final Scope scope;
    private final boolean closesLater;

    public Variables(Walk walk, Scope scope) {
        this(walk, scope, true);
    }

    private Variables(Walk walk, Scope scope, boolean closesLater) {
        this.walk = walk;
        this.scope = scope;
        this.closesLater = closesLater;
    }

    /** For a step or task, which Argo reads as JSON: in some, only braces of variables close. */
    public static Variables ofUser(Walk walk, Scope scope, Value user) {
        String last = "";
        for (String field : USER_FIELDS) {
            last = user.has(field) ? field : last;
        }
        Value value = user.get(last);
        return new Variables(walk, scope, value != null && value.node() instanceof ManifestObject);
    }

    /** Reports every unknown variable in a value. */
    public void check(Value value) {
        check(value, node -> false);
    }

    /** @param without the parts of the value that are not checked */
    public void check(Value value, Predicate<ManifestNode> without) {
        check(value.node(), value.substitution(), without);
    }

    private void check(ManifestNode node, Substitution substitution, Predicate<ManifestNode> without) {
        if (without.test(node)) {
            return;
        }
        if (node instanceof ManifestScalar scalar) {
            text(scalar.text(), node, substitution);
            return;
        }
        for (ManifestNode part : node.content()) {
            ManifestKey key = part.key();
            if (key != null) {
                text(key.text(), part, substitution);
            }
            check(part, substitution, without);
        }
    }

    private void text(String text, ManifestNode at, Substitution substitution) {
        if (text.contains("{{")) {
            Tags.each(substitution.apply(text), closesLater, tag -> {
                if (tag.equals(Tags.OPEN)) {
                    String message = "a {{variable}} is not closed.";
                    walk.report().at(at, ArgoRule.UNRESOLVED_VARIABLE, message, "Close it with two braces, }}.");
                } else if (!isKnown(tag.strip())) {
                    report(tag, at);
                }
            });
        }
    }

    private boolean isKnown(String tag) {
        if (scope.has(tag) || walk.global(tag) != null || scope.isUnknown(tag)) {
            return true;
        }
        return (tag.startsWith("item.") && scope.has(Scope.ANY_ITEM))
                || (tag.startsWith("workflow.outputs.parameters.") && has(Scope.ANY_OUTPUT_PARAMETER))
                || (tag.startsWith("workflow.outputs.artifacts.") && has(Scope.ANY_OUTPUT_ARTIFACT))
                || (tag.startsWith("workflow.parameters") && walk.isTemplate())
                || isLater(tag);
    }

    private boolean has(String name) {
        return scope.has(name) || walk.global(name) != null;
    }

    private static boolean isLater(String tag) {
        for (String prefix : LATER) {
            if (tag.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private void report(String tag, ManifestNode at) {
        String shown = ShownText.plain("{{" + tag + "}}");
        String similar = similar(tag.strip());
        walk.report()
                .at(
                        at,
                        ArgoRule.UNRESOLVED_VARIABLE,
                        "failed to resolve " + shown + ": nothing has this name at this place.",
                        similar == null ? VariableHints.of(tag.strip()) : "Did you mean {{" + similar + "}}?");
    }

    private @Nullable String similar(String tag) {
        if (!walk.report().suggests()) {
            return null;
        }
        Set<String> known = new TreeSet<>(scope.all());
        known.addAll(walk.globals().keySet());
        known.removeIf(name -> name.endsWith("*") || name.endsWith(".json") || tag.startsWith(name + "."));
        String similar = walk.report().similarTo(tag, known);
        if (similar == null) {
            walk.report().spend(known.size());
        }
        return similar;
    }
}
