package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Choice;
import io.tiphys.validation.argo.report.Names;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.List;

/** The arguments of a spec, a step or a task. */
public final class ArgumentsCheck {
    private static final List<String> OUTPUT_KINDS = List.of("path", "jsonPath", "parameter", "expression");

    private final Report report;

    public ArgumentsCheck(Report report) {
        this.report = report;
    }

    /** @param valuesOptional whether values may be missing, because they are given when the document is used */
    public void check(Arguments arguments, boolean valuesOptional) {
        Names.check(arguments.parameters(), Names.Kind.PARAMETER, "parameter", report);
        Names.check(arguments.artifacts(), Names.Kind.PARAMETER, "artifact", report);
        boolean enumWithoutValue = false;
        for (Value parameter : arguments.parameters()) {
            // Argo checks nothing after an enum without a value.
            if (!enumWithoutValue) {
                parameter(parameter, valuesOptional);
                enumWithoutValue = valuesOptional && parameter.hasElements("enum") && !parameter.has("value");
            }
        }
        if (!enumWithoutValue) {
            arguments.artifacts().forEach(this::artifact);
        }
    }

    private void parameter(Value parameter, boolean valuesOptional) {
        String name = ShownText.quoted(parameter.text("name"));
        Value from = parameter.get("valueFrom");
        if (from == null && !parameter.has("value") && !valuesOptional) {
            report.missing(
                    parameter.node(),
                    "value",
                    ArgoRule.ARGUMENT_VALUE,
                    WorkflowCheck.PLACE + " or valueFrom is required: the parameter " + name + " has no value.",
                    "Add a value, or a valueFrom.");
        }
        if (from != null) {
            source(from, name);
        }
        if (parameter.has("enum")) {
            choice(parameter, name, valuesOptional);
        }
    }

    private void source(Value from, String name) {
        boolean source = from.has("configMapKeyRef") || !from.text("event").isEmpty() || from.has("supplied");
        if (!source || OUTPUT_KINDS.stream().anyMatch(kind -> !from.text(kind).isEmpty())) {
            report.at(
                    from.node(),
                    ArgoRule.ARGUMENT_VALUE,
                    "The valueFrom of an argument only allows configMapKeyRef, event and supplied, and a default beside them: "
                            + name + " has another source, or none.",
                    "Use one of them, or a value.");
        }
    }

    private void choice(Value parameter, String name, boolean valuesOptional) {
        List<Value> choices = parameter.list("enum");
        if (choices.isEmpty()) {
            String message = "enum should contain at least one value, and that of " + name + " is empty.";
            report.at(
                    parameter.at("enum"),
                    ArgoRule.ENUM,
                    message,
                    "List the values that are allowed, or remove the enum.");
        } else if (!parameter.has("value")) {
            if (!valuesOptional) {
                String message = WorkflowCheck.PLACE + " is required: the parameter " + name + " has an enum.";
                report.missing(parameter.node(), "value", ArgoRule.ENUM, message, "Add one of the values of the enum.");
            }
        } else if (choices.stream().noneMatch(choice -> choice.text().equals(parameter.text("value")))) {
            String value = parameter.text("value");
            String message = "value " + ShownText.quoted(value) + " should be present in the enum of " + name + ".";
            report.at(parameter.at("value"), ArgoRule.ENUM, message, Choice.hint(value, choices, report));
        }
    }

    private void artifact(Value artifact) {
        String name = ShownText.quoted(artifact.text("name"));
        if (artifact.text("from").isEmpty() && !ArtifactLocations.hasLocationOrKey(artifact)) {
            report.missing(
                    artifact.node(),
                    "from",
                    ArgoRule.ARGUMENT_ARTIFACT,
                    WorkflowCheck.PLACE + ", an artifact location or a key is required: the artifact " + name
                            + " does not say where it comes from.",
                    "Add, for example, from: \"{{steps.a.outputs.artifacts.b}}\".");
        } else if (!artifact.text("from").isEmpty()
                && !artifact.text("fromExpression").isEmpty()) {
            String message = "The artifact " + name + " has both from and fromExpression: it should not.";
            report.at(artifact.node(), ArgoRule.ARGUMENT_ARTIFACT, message, "Keep one of them.");
        }
    }
}
