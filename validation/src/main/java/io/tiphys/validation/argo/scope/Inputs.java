package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Names;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.report.TemplateType;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The inputs of a template. */
public final class Inputs {
    private final Walk walk;
    private final Report report;
    private final Value template;
    private final TemplateType type;
    private final List<Value> parameters;
    private final List<Value> artifacts;

    public Inputs(Walk walk, Value template, TemplateType type) {
        this.walk = walk;
        this.report = walk.report();
        this.template = template;
        this.type = type;
        Value inputs = template.get("inputs");
        this.parameters = inputs == null ? List.of() : inputs.list("parameters");
        this.artifacts = inputs == null ? List.of() : inputs.list("artifacts");
    }

    /** Reports errors of the inputs themselves, and adds the inputs to the scope of the template. */
    public void check(Scope scope) {
        if (!Names.check(parameters, Names.Kind.PARAMETER, "parameter", report) || isOfWrongType(parameters)) {
            scope.addUnknown("inputs.parameters");
        }
        if (!Names.check(artifacts, Names.Kind.PARAMETER, "artifact", report) || isOfWrongType(artifacts)) {
            scope.addUnknown("inputs.artifacts");
        }
        Value inputs = template.get("inputs");
        if (report.lacks(template, "inputs")) {
            scope.addUnknown("inputs.");
        }
        for (String list : new String[] {"parameters", "artifacts"}) {
            if (inputs != null && report.lacks(inputs, list)) {
                scope.addUnknown("inputs." + list);
            }
        }
        parameters.forEach(parameter -> scope.add("inputs.parameters." + parameter.text("name")));
        scope.add("inputs.parameters"); // Argo substitutes the list of inputs, even an empty one
        artifacts.forEach(artifact -> artifact(artifact, scope));
    }

    /** Whether a name is no text: as JSON it is not even the word that was written, for example false for {@code n}. */
    private boolean isOfWrongType(List<Value> inputs) {
        return inputs.stream().anyMatch(input -> input.has("name") && report.isReported(input.at("name")));
    }

    private void artifact(Value artifact, Scope scope) {
        String variable = "inputs.artifacts." + artifact.text("name");
        scope.add(variable);
        if (type.isLeaf()) {
            scope.add(variable + ".path");
        }
        ArtifactPaths.check(artifact, type, report);
        if (!artifact.text("from").isEmpty()) {
            String message =
                    "from not valid in inputs: the artifact " + ShownText.quoted(artifact.text("name")) + " has one.";
            report.at(
                    artifact.at("from"),
                    ArgoRule.INPUT_ARTIFACT,
                    message,
                    "Remove it, and set it in the arguments where the template is used.");
        }
        ArtifactLocations.check(artifact, report);
    }

    /** The substitution for the texts of the template; reports a missing argument at the use of the template. */
    public TemplateSubstitution supply(Arguments arguments, Set<String> own, ManifestNode use) {
        TemplateSubstitution substitution =
                new TemplateSubstitution(walk, own, () -> InputList.of(parameters, arguments));
        for (Value parameter : parameters) {
            String name = parameter.text("name");
            String value = arguments.any() ? Substitution.PLACEHOLDER : value(parameter, arguments.parameter(name));
            if (value != null) {
                substitution.add("inputs.parameters." + name, value);
            } else if (!comesFromConfigMap(parameter, arguments.parameter(name))) {
                missing("parameters", name, arguments.parameters(), use);
            }
        }
        for (Value artifact : artifacts) {
            supply(artifact, arguments, substitution, use);
        }
        return Outputs.of(template).putPaths(substitution);
    }

    private void supply(Value artifact, Arguments arguments, TemplateSubstitution substitution, ManifestNode use) {
        String name = artifact.text("name");
        boolean supplied = arguments.any()
                || ArtifactLocations.isReported(artifact, report)
                || artifact.isTrue("optional")
                || ArtifactLocations.hasLocationOrKey(artifact)
                || arguments.artifact(name) != null;
        if (!supplied) {
            missing("artifacts", name, arguments.artifacts(), use);
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

    /** Argo's own message, and the argument that was probably meant. */
    private void missing(String list, String name, List<Value> given, ManifestNode use) {
        if (name.isEmpty()) {
            return;
        }
        String message = WorkflowCheck.PLACE + " templates." + ShownText.plain(template.text("name")) + " inputs."
                + list + '.' + ShownText.plain(name) + " was not supplied.";
        Set<String> known = new HashSet<>();
        (list.equals("parameters") ? parameters : artifacts).forEach(input -> known.add(input.text("name")));
        List<String> others = given.stream()
                .map(argument -> argument.text("name"))
                .filter(argument -> !known.contains(argument))
                .toList();
        String similar = report.similarTo(name, others);
        report.at(
                use,
                ArgoRule.INPUT_NOT_SUPPLIED,
                message,
                similar == null || similar.isEmpty()
                        ? "Add " + ShownText.quoted(name) + " to the " + list
                                + " of the arguments, or give the input a default."
                        : "The arguments have " + ShownText.quoted(similar) + ". Did you mean " + ShownText.quoted(name)
                                + "?");
    }
}
