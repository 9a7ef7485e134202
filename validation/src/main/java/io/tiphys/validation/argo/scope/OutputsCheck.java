package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Names;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.report.TemplateType;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.finding.ShownText;
import java.util.List;

/** The outputs of a template. */
public final class OutputsCheck {
    private static final List<String> KINDS = List.of("path", "jqFilter", "jsonPath", "parameter", "expression");

    private final Walk walk;
    private final Report report;

    public OutputsCheck(Walk walk) {
        this.walk = walk;
        this.report = walk.report();
    }

    public void check(Value template, TemplateType type, Scope scope) {
        Value declared = template.get("outputs");
        if (declared == null) {
            return;
        }
        Outputs outputs = Outputs.of(template);
        Names.check(outputs.parameters(), Names.Kind.PARAMETER, "parameter", report);
        Names.check(outputs.artifacts(), Names.Kind.PARAMETER, "artifact", report);
        new Variables(walk, scope).check(declared);
        for (Value artifact : outputs.artifacts()) {
            ArtifactPaths.check(artifact, type, report);
            globalName(artifact);
        }
        for (Value parameter : outputs.parameters()) {
            parameter(parameter, type);
            globalName(parameter);
        }
    }

    private void globalName(Value output) {
        String name = output.text("globalName");
        boolean open = Names.isVariable(name) || name.contains("{{="); // expressions are not evaluated
        if (!name.isEmpty() && !open && !Names.Kind.PARAMETER.takes(name)) {
            String message = "globalName " + ShownText.quoted(name) + " is invalid. Expected "
                    + Names.Kind.PARAMETER.words() + '.';
            report.at(output.at("globalName"), ArgoRule.GLOBAL_NAME, message, null);
        }
    }

    private void parameter(Value parameter, TemplateType type) {
        String name = ShownText.quoted(parameter.text("name"));
        Value from = parameter.get("valueFrom");
        boolean hasValue = parameter.has("value");
        if (from == null) {
            if (!hasValue) {
                String message = "The output " + name + " does not have valueFrom or value specified.";
                List<String> wanted = wanted(type);
                String hint = "Add a valueFrom with " + String.join(" or ", wanted.isEmpty() ? KINDS : wanted) + ".";
                report.missing(parameter.node(), "valueFrom", ArgoRule.OUTPUT_VALUE, message, hint);
            }
        } else if (hasValue) {
            String message = "The output " + name + " has both valueFrom and value specified. Choose one.";
            report.at(parameter.at("valueFrom"), ArgoRule.OUTPUT_VALUE, message, "Keep one of them.");
        } else {
            source(from, name, type);
        }
    }

    private void source(Value from, String name, TemplateType type) {
        List<String> kinds =
                KINDS.stream().filter(kind -> !from.text(kind).isEmpty()).toList();
        int count = kinds.size() + (from.has("supplied") ? 1 : 0);
        List<String> wanted = wanted(type);
        if (count == 0) {
            String message = "valueFrom type unspecified: the output " + name + " has no source.";
            report.missing(
                    from.node(),
                    wanted.isEmpty() ? "path" : wanted.get(0),
                    ArgoRule.OUTPUT_VALUE,
                    message,
                    "Add " + String.join(" or ", wanted.isEmpty() ? KINDS : wanted) + ".");
        } else if (count > 1) {
            String message =
                    "multiple valueFrom types specified: the output " + name + " has " + String.join(", ", kinds) + ".";
            report.at(from.node(), ArgoRule.OUTPUT_VALUE, message, "Keep one of them.");
        } else if (!wanted.isEmpty() && kinds.stream().noneMatch(wanted::contains)) {
            String message = String.join(" or ", wanted) + " must be specified for " + type.field()
                    + " templates, and the output " + name + " has "
                    + String.join(", ", kinds.isEmpty() ? List.of("supplied") : kinds)
                    + '.';
            report.at(from.node(), ArgoRule.OUTPUT_VALUE, message, "Use " + String.join(" or ", wanted) + ".");
        }
    }

    private static List<String> wanted(TemplateType type) {
        return switch (type) {
            case CONTAINER, CONTAINER_SET, SCRIPT -> List.of("path");
            case RESOURCE -> List.of("jqFilter", "jsonPath");
            case DAG, STEPS -> List.of("parameter", "expression");
            default -> List.of();
        };
    }
}
