package io.tiphys.validation.argo;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;

/** The hooks of a spec, step or task. */
final class Hooks {
    private Hooks() {}

    /** Whether it has an exit hook. */
    static boolean hasExit(Value user) {
        Value hooks = user.get("hooks");
        return (hooks != null && hooks.has("exit")) || !user.text("onExit").isEmpty();
    }

    /** Reports hooks without a condition. */
    static void check(Value user, Report report) {
        Value hooks = user.get("hooks");
        if (hooks == null || !(hooks.node() instanceof ManifestObject object)) {
            return;
        }
        for (ManifestNode hook : object.members()) {
            ManifestKey key = hook.key();
            String name = key == null ? "" : hooks.substitution().apply(key.text());
            if (!name.equals("exit")
                    && new Value(hook, hooks.substitution()).text("expression").isEmpty()) {
                String message = WorkflowCheck.PLACE + " is required: Expression required for every hook but exit, and "
                        + ShownText.quoted(name) + " has none.";
                String hint = "Add the expression that says when it runs, for example workflow.status == \"Failed\".";
                report.missing(hook, "expression", ArgoRule.HOOK_EXPRESSION, message, hint);
            }
        }
    }
}
