package io.tiphys.validation.kubernetes;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the findings of the checks of pods.
 *
 * @param rule the rule
 * @param check the document
 */
record PodReport(Rule rule, WorkflowCheck check) {
    /** The text of a field; empty if it is absent, no text, or known only at run time. */
    static String text(ManifestObject owner, String field) {
        ManifestNode value = owner.find(field);
        String text = value == null ? "" : ManifestScalar.stringOf(value).orElse("");
        return text.contains("{{") ? "" : text;
    }

    /** Whether a field has any value. */
    static boolean has(ManifestObject owner, String field) {
        ManifestNode value = owner.find(field);
        return value != null && !isNothing(value);
    }

    /** Whether Go reads a value as absent. */
    static boolean isNothing(ManifestNode value) {
        return value instanceof ManifestScalar scalar
                && (scalar.type() == ManifestScalar.Type.NULL || scalar.text().isEmpty());
    }

    /** Whether a patch of the pod, or defaults of the templates, may change what a value around lacks or has. */
    boolean mayBeCompleted(ManifestNode value) {
        for (ManifestNode around = value; around != null; around = around.parent()) {
            ManifestKey key = around.key();
            if (key != null && key.text().equals("templateDefaults")
                    || around instanceof ManifestObject object
                            && (object.find("podSpecPatch") != null || object.find("templateDefaults") != null)) {
                return true;
            }
        }
        return false;
    }

    void at(ManifestNode node, String message, @Nullable String hint) {
        check.report(rule, node, message, hint);
    }

    /** Reports a missing required field. */
    void required(ManifestObject owner, String field, String hint) {
        if (!has(owner, field)) {
            check.reportMissing(rule, owner, field, WorkflowCheck.PLACE + " is required.", hint);
        }
    }

    /** Reports a name with invalid syntax, or a duplicate among siblings. */
    void name(ManifestObject owner, String field, Predicate<String> form, String words, @Nullable Set<String> known) {
        String name = text(owner, field);
        ManifestNode at = owner.find(field);
        if (name.isEmpty() || at == null) {
            return;
        }
        if (!form.test(name)) {
            at(at, "Kubernetes does not accept the name " + ShownText.quoted(name) + ". Expected " + words + '.', null);
        } else if (known != null && !known.add(name)) {
            at(at, "Another one of the list has the name " + ShownText.quoted(name) + '.', "Give each a unique name.");
        }
    }
}
