package io.tiphys.validation.argo;

import io.tiphys.validation.finding.ShownText;
import java.util.List;

/** The arguments of a spec, a step or a task. */
final class ArgumentsCheck {
    private static final List<String> OUTPUT_KINDS = List.of("path", "jsonPath", "parameter", "expression");

    private final Report report;

    ArgumentsCheck(Report report) {
        this.report = report;
    }

    /** @param valuesOptional whether values may still be missing, because they come when the document is used */
    void check(Arguments arguments, boolean valuesOptional) {
        Names.check(arguments.parameters(), Names.Kind.PARAMETER, "parameter", report);
        Names.check(arguments.artifacts(), Names.Kind.PARAMETER, "artifact", report);
        boolean enumWithoutValue = false;
        for (Value parameter : arguments.parameters()) {
            // Argo looks at nothing that follows an enum whose value is still missing.
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
                    "The parameter " + name + " has no value.",
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
                    "The valueFrom of the parameter " + name + " is none that an argument can have.",
                    "Use configMapKeyRef, event or supplied alone, with a default if there is one.");
        }
    }

    private void choice(Value parameter, String name, boolean valuesOptional) {
        List<Value> choices = parameter.list("enum");
        if (choices.isEmpty()) {
            report.at(parameter.at("enum"), ArgoRule.ENUM, "The enum of the parameter " + name + " is empty.", null);
        } else if (!parameter.has("value")) {
            if (!valuesOptional) {
                String message = "The parameter " + name + " has an enum and no value.";
                report.missing(parameter.node(), "value", ArgoRule.ENUM, message, "Add one of the values of the enum.");
            }
        } else if (choices.stream().noneMatch(choice -> choice.text().equals(parameter.text("value")))) {
            String message = "The value of the parameter " + name + " is none of its enum.";
            report.at(parameter.at("value"), ArgoRule.ENUM, message, "Use one of the values of the enum.");
        }
    }

    private void artifact(Value artifact) {
        String name = ShownText.quoted(artifact.text("name"));
        if (artifact.text("from").isEmpty() && !ArtifactLocations.hasLocationOrKey(artifact)) {
            report.missing(
                    artifact.node(),
                    "from",
                    ArgoRule.ARGUMENT_ARTIFACT,
                    "The artifact " + name + " does not say where it comes from.",
                    "Add from, a location or a key.");
        } else if (!artifact.text("from").isEmpty()
                && !artifact.text("fromExpression").isEmpty()) {
            String message = "The artifact " + name + " has both from and fromExpression.";
            report.at(artifact.node(), ArgoRule.ARGUMENT_ARTIFACT, message, "Keep one of them.");
        }
    }
}
