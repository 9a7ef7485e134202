package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.value.Value;
import java.util.List;

/**
 * The outputs of a template.
 *
 * @param parameters the parameters
 * @param artifacts the artifacts
 */
public record Outputs(List<Value> parameters, List<Value> artifacts) {
    public static Outputs of(Value template) {
        Value outputs = template.get("outputs");
        return outputs == null
                ? new Outputs(List.of(), List.of())
                : new Outputs(outputs.list("parameters"), outputs.list("artifacts"));
    }

    /** Adds the paths, which are variables of the template itself. */
    public void addPaths(Scope scope) {
        for (Value artifact : artifacts) {
            if (!artifact.text("path").isEmpty()) {
                scope.add("outputs.artifacts." + artifact.text("name") + ".path");
            }
        }
        for (Value parameter : parameters) {
            if (!path(parameter).isEmpty()) {
                scope.add("outputs.parameters." + parameter.text("name") + ".path");
            }
        }
    }

    /** Adds the paths to a substitution. */
    TemplateSubstitution putPaths(TemplateSubstitution substitution) {
        for (Value artifact : artifacts) {
            if (!artifact.text("path").isEmpty()) {
                substitution.add("outputs.artifacts." + artifact.text("name") + ".path", artifact.text("path"));
            }
        }
        for (Value parameter : parameters) {
            if (!path(parameter).isEmpty()) {
                substitution.add("outputs.parameters." + parameter.text("name") + ".path", path(parameter));
            }
        }
        return substitution;
    }

    private static String path(Value parameter) {
        Value from = parameter.get("valueFrom");
        return from == null ? "" : from.text("path");
    }
}
