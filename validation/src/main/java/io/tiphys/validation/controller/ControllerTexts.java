package io.tiphys.validation.controller;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.expression.Expression;
import io.tiphys.validation.expression.WhenExpression;
import io.tiphys.validation.finding.ShownText;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks texts that the controller reads. */
final class ControllerTexts {
    private static final Set<String> OF_RETRY = Set.of("retries", "lastRetry");
    private static final Set<String> OF_WORKFLOW = Set.of("workflow");

    /** More than Argo puts there, so that no valid expression is refused. */
    private static final Set<String> OF_STEP = Set.of(
            "workflow",
            "steps",
            "tasks",
            "inputs",
            "outputs",
            "item",
            "node",
            "pod",
            "retries",
            "lastRetry",
            "cronworkflow");

    private static final Set<String> TEXTS_OF_STEP = Set.of("workflow", "steps", "tasks", "inputs");

    /** Argo has no value for these when it replaces variables in the expressions. */
    private static final Pattern NOT_REPLACED_IN_RETRY =
            Pattern.compile("\\{\\{\\s*+(?:lastRetry\\.\\w++|retries)\\s*+}}");

    private static final Pattern NOT_REPLACED_IN_HOOK =
            Pattern.compile("\\{\\{\\s*+workflow\\.(?:status|failures)\\s*+}}");

    private static final Pattern BRACES = Pattern.compile("\\{\\{\\s*+([\\w.]++)\\s*+}}");

    private final ControllerReport report;

    ControllerTexts(ControllerReport report) {
        this.report = report;
    }

    /**
     * Checks a text.
     *
     * @param type the type of the object with the field
     */
    void check(String type, String field, ManifestScalar scalar) {
        if (field.equals("expression")
                && scalar.type() == ManifestScalar.Type.STRING
                && !scalar.text().isEmpty()) {
            expression(type, scalar);
        }
        String text = ControllerReport.text(scalar);
        if (scalar.type() != ManifestScalar.Type.STRING || text.isEmpty()) {
            return;
        }
        switch (field) {
            case "withParam" -> list(text, scalar);
            case "depends" -> depends(text, scalar);
            case "podSpecPatch" -> Patch.check(text, scalar, report);
            case "when" -> when(type, text, scalar);
            default -> {
                // of no interest
            }
        }
    }

    private void list(String text, ManifestScalar scalar) {
        if (!text.stripLeading().startsWith("[")) {
            report.at(
                    scalar,
                    "Expected a JSON list, found " + ShownText.quoted(text) + ".",
                    "Write, for example, '[\"a\", \"b\"]', or use withItems.");
        }
    }

    private void depends(String text, ManifestScalar scalar) {
        String flaw = DependsText.flaw(text);
        if (flaw != null) {
            report.at(
                    scalar,
                    "The expression " + ShownText.quoted(text) + " cannot be read: " + flaw + ".",
                    "Write names of tasks with && for and, || for or, ! for not, and round brackets.");
        }
    }

    /** A metric with an unreadable condition is not emitted, but the workflow goes on. */
    private void when(String type, String text, ManifestScalar scalar) {
        String flaw = type.equals("Prometheus") ? null : WhenExpression.flaw(text);
        if (flaw != null) {
            String mended = WhenExpression.mended(text);
            report.at(
                    scalar,
                    "The condition " + ShownText.quoted(text) + " cannot be evaluated: " + flaw + ".",
                    mended == null
                            ? "Compare with ==, !=, < or >, join with && or ||, and put texts into quotes."
                            : "Write: " + ShownText.plain(mended) + ".");
        }
    }

    private void expression(String type, ManifestScalar scalar) {
        switch (type) {
            case "RetryStrategy" -> {
                String text = known(scalar, NOT_REPLACED_IN_RETRY);
                String hint =
                        "The names are retries, and lastRetry with exitCode, status, duration and message, for example"
                                + " asInt(lastRetry.exitCode) > 1.";
                report(text, Expression.flawOfCondition(text, OF_RETRY, OF_RETRY), scalar, hint);
            }
            case "LifecycleHook" -> hook(scalar);
            case "LabelValueFrom" -> {
                String text = ControllerReport.text(scalar);
                report(
                        text,
                        Expression.flaw(text, OF_WORKFLOW),
                        scalar,
                        "The name is workflow, for example workflow.name.");
            }
            case "ValueFrom", "StopStrategy" -> {
                String text = ControllerReport.text(scalar);
                report(text, Expression.flaw(text), scalar, null);
            }
            default -> {
                // transformations are evaluated in the pod
            }
        }
    }

    /** A text that Argo evaluates as it is; empty if variables are replaced in it. */
    private static String known(ManifestScalar scalar, Pattern notReplaced) {
        String text = scalar.text();
        return notReplaced.matcher(text).replaceAll("").contains("{{") ? "" : text;
    }

    /** Argo does not look at the expression of the workflow's exit hook. */
    private void hook(ManifestScalar scalar) {
        ManifestNode hook = scalar.parent();
        ManifestNode hooks = hook == null ? null : hook.parent();
        String owner = key(hooks == null ? null : hooks.parent());
        boolean ofWorkflow = owner.equals("spec") || owner.equals("workflowSpec");
        if (!ofWorkflow) {
            String text = ControllerReport.text(scalar);
            String hint =
                    "The names are workflow, and steps or tasks, for example steps[\"first\"].status == \"Failed\".";
            report(text, Expression.flawOfCondition(text, OF_STEP, TEXTS_OF_STEP), scalar, hint);
        } else if (!key(hook).equals("exit")) {
            String text = known(scalar, NOT_REPLACED_IN_HOOK);
            String hint = "The name is workflow, for example workflow.status == \"Failed\".";
            report(text, Expression.flawOfCondition(text, OF_WORKFLOW, OF_WORKFLOW), scalar, hint);
        }
    }

    private static String key(@Nullable ManifestNode node) {
        ManifestKey key = node == null ? null : node.key();
        return key == null ? "" : key.text();
    }

    private void report(String text, @Nullable String flaw, ManifestScalar scalar, @Nullable String hint) {
        if (flaw != null && !text.isEmpty()) {
            boolean braces = text.contains("{{");
            String cause = braces ? "Argo has no value for the variable in braces here" : flaw;
            String message = "The expression " + ShownText.quoted(text) + " cannot be evaluated: " + cause + ".";
            String mended = braces ? BRACES.matcher(text).replaceAll("$1") : Expression.mended(text);
            report.at(scalar, message, mended == null ? hint : "Write: " + ShownText.plain(mended) + ".");
        }
    }
}
