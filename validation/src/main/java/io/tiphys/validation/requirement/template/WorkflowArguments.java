package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.TypedObjects;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of a workflow with literal values, which are known before it runs. Immutable. */
public final class WorkflowArguments {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*workflow\\.parameters\\.([-A-Za-z0-9_]+)\\s*}}");

    /** No parameter is known. */
    static final WorkflowArguments NONE = new WorkflowArguments();

    private final Map<String, String> values = new HashMap<>();

    private WorkflowArguments() {}

    public WorkflowArguments(EffectiveSpecification specification) {
        for (ManifestObject layer : specification.layers()) {
            layer.object("arguments")
                    .ifPresent(arguments ->
                            TypedObjects.elements(arguments, "parameters").forEach(this::add));
        }
    }

    private void add(ManifestObject parameter) {
        parameter
                .string("name")
                .ifPresent(name -> parameter
                        .get("value")
                        .filter(ManifestScalar.class::isInstance)
                        .map(value -> ((ManifestScalar) value).text())
                        .filter(value -> !value.contains("{{"))
                        .ifPresent(value -> values.putIfAbsent(name, value)));
    }

    /** The text with the known parameters substituted; empty if a variable remains. */
    public Optional<String> fillIn(String text) {
        if (!text.contains("{{")) {
            return Optional.of(text);
        }
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (variable.find()) {
            String value = values.get(variable.group(1));
            if (value == null) {
                return Optional.empty();
            }
            variable.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        variable.appendTail(filled);
        return filled.indexOf("{{") < 0 ? Optional.of(filled.toString()) : Optional.empty();
    }
}
