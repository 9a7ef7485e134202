package io.tiphys.validation.argo;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.finding.ShownText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The inputs of a template. */
final class Inputs {
    private final Walk walk;
    private final Report report;
    private final Value template;
    private final TemplateType type;
    private final List<Value> parameters;
    private final List<Value> artifacts;

    Inputs(Walk walk, Value template, TemplateType type) {
        this.walk = walk;
        this.report = walk.report();
        this.template = template;
        this.type = type;
        Value inputs = template.get("inputs");
        this.parameters = inputs == null ? List.of() : inputs.list("parameters");
        this.artifacts = inputs == null ? List.of() : inputs.list("artifacts");
    }

    /** Reports what is wrong with the inputs themselves, and adds them to the scope of the template. */
    void check(Scope scope) {
        if (!Names.check(parameters, Names.Kind.PARAMETER, "parameter", report)) {
            scope.addUnknown("inputs.parameters");
        }
        if (!Names.check(artifacts, Names.Kind.PARAMETER, "artifact", report)) {
            scope.addUnknown("inputs.artifacts");
        }
        Value inputs = template.get("inputs");
        if (report.isClouded(template.node()) || (inputs != null && report.isClouded(inputs.node()))) {
            scope.addUnknown("inputs.");
        }
        parameters.forEach(parameter -> scope.add("inputs.parameters." + parameter.text("name")));
        if (!parameters.isEmpty()) {
            scope.add("inputs.parameters");
        }
        artifacts.forEach(artifact -> artifact(artifact, scope));
    }

    private void artifact(Value artifact, Scope scope) {
        String variable = "inputs.artifacts." + artifact.text("name");
        scope.add(variable);
        if (type.isLeaf()) {
            scope.add(variable + ".path");
        }
        ArtifactPaths.check(artifact, type, report);
        if (!artifact.text("from").isEmpty()) {
            String message = "The input " + ShownText.quoted(artifact.text("name")) + " has a from.";
            report.at(artifact.at("from"), ArgoRule.INPUT_ARTIFACT, message, "Set from where the template is used.");
        }
        ArtifactLocations.check(artifact, report);
    }

    /** What is put into the texts of the template; reports where it is used if something is missing. */
    TemplateSubstitution supply(Arguments arguments, Set<String> own, ManifestNode use) {
        TemplateSubstitution substitution = new TemplateSubstitution(walk, own);
        for (Value parameter : parameters) {
            String name = parameter.text("name");
            String value = arguments.any() ? Substitution.PLACEHOLDER : value(parameter, arguments.parameter(name));
            if (value != null) {
                substitution.add("inputs.parameters." + name, value);
            } else if (!comesFromConfigMap(parameter, arguments.parameter(name))) {
                missing("parameter", name, use);
            }
        }
        if (!parameters.isEmpty()) {
            substitution.add("inputs.parameters", Substitution.PLACEHOLDER);
        }
        for (Value artifact : artifacts) {
            supply(artifact, arguments, substitution, use);
        }
        return Outputs.of(template).putPaths(substitution);
    }

    private void supply(Value artifact, Arguments arguments, TemplateSubstitution substitution, ManifestNode use) {
        String name = artifact.text("name");
        boolean supplied = arguments.any()
                || artifact.isTrue("optional")
                || ArtifactLocations.hasLocationOrKey(artifact)
                || arguments.artifact(name) != null;
        if (!supplied) {
            missing("artifact", name, use);
        }
        if (!artifact.text("path").isEmpty()) {
            substitution.add("inputs.artifacts." + name + ".path", artifact.text("path"));
        }
    }

    private static @Nullable String value(Value parameter, @Nullable Value argument) {
        if (argument != null) {
            return argument.has("value") ? argument.text("value") : null;
        }
        if (parameter.has("value")) {
            return parameter.text("value");
        }
        return parameter.has("default") ? parameter.text("default") : null;
    }

    private static boolean comesFromConfigMap(Value parameter, @Nullable Value argument) {
        Value from = (argument == null ? parameter : argument).get("valueFrom");
        return from != null && from.has("configMapKeyRef");
    }

    private void missing(String what, String name, ManifestNode use) {
        if (name.isEmpty()) {
            return;
        }
        String message = "The " + what + " " + ShownText.quoted(name) + " of the template "
                + ShownText.quoted(template.text("name")) + " is not supplied here.";
        report.at(use, ArgoRule.INPUT_NOT_SUPPLIED, message, "Add it to the arguments, or give it a default.");
    }
}
