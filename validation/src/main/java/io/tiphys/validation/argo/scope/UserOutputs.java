package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.report.Names;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.report.TemplateType;
import io.tiphys.validation.argo.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of a step or task that later ones can use.
 *
 * @param template its template; null if unknown
 * @param aggregate whether it is a loop whose outputs are aggregated
 */
public record UserOutputs(@Nullable Template template, boolean aggregate) {
    private static final Set<String> ALWAYS = Set.of("id", "startedAt", "finishedAt", "hostNodeName");

    /**
     * Adds the outputs to a scope.
     *
     * @param prefix the prefix of its variables, for example {@code steps.a}
     */
    public void addTo(Scope scope, String prefix, Walk walk) {
        scope.add(prefix, this);
        if (template == null) {
            return;
        }
        Value declared = template.value().get("outputs");
        if (declared != null) {
            global(
                    declared.list("parameters"),
                    prefix + ".outputs.parameters.",
                    "workflow.outputs.parameters.",
                    scope,
                    walk);
            global(
                    declared.list("artifacts"),
                    prefix + ".outputs.artifacts.",
                    "workflow.outputs.artifacts.",
                    scope,
                    walk);
        }
        unknown(scope, prefix, template.value(), declared, walk.report());
    }

    /** Adds prefixes whose outputs are unknown because of a misspelled field. */
    private static void unknown(Scope scope, String prefix, Value template, @Nullable Value declared, Report report) {
        if (TemplateType.isMisspelled(template, report)) {
            scope.addUnknown(prefix + ".");
        }
        if (report.lacks(template, "outputs")) {
            scope.addUnknown(prefix + ".outputs.");
        }
        for (String list : new String[] {"parameters", "artifacts"}) {
            if (declared != null && report.lacks(declared, list)) {
                scope.addUnknown(prefix + ".outputs." + list);
            }
        }
    }

    private static void global(List<Value> outputs, String prefix, String globalPrefix, Scope scope, Walk walk) {
        for (Value output : outputs) {
            if (output.text("name").isEmpty()) {
                scope.addUnknown(prefix);
            }
            String global = output.text("globalName");
            if (Names.isVariable(global)) {
                scope.add(globalPrefix + '*');
            } else if (!global.isEmpty()) {
                scope.add(globalPrefix + global);
                walk.addGlobal(globalPrefix + global);
            }
        }
    }

    /** The union of two sets of outputs of the same step or task. */
    UserOutputs with(UserOutputs more) {
        return new UserOutputs(template == null ? more.template : template, aggregate || more.aggregate);
    }

    /** @param name the name after that of the step or task, for example {@code outputs.result} */
    boolean has(String name) {
        return ALWAYS.contains(name) || (template != null && names().contains(name));
    }

    /** All names. */
    Set<String> names() {
        Set<String> names = new HashSet<>(ALWAYS);
        if (template == null) {
            return names;
        }
        Value value = template.value();
        if (value.isTrue("daemon")) {
            names.add("ip");
        }
        boolean together = aggregate && (value.has("script") || value.has("containerSet"));
        if (together || hasResult(value)) {
            names.add("outputs.result");
            names.add("exitCode");
        }
        if (aggregate) {
            names.add("outputs.parameters");
        }
        Outputs outputs = Outputs.of(value);
        outputs.parameters().forEach(it -> names.add("outputs.parameters." + it.text("name")));
        outputs.artifacts().forEach(it -> names.add("outputs.artifacts." + it.text("name")));
        return names;
    }

    private static boolean hasResult(Value template) {
        for (String type : new String[] {"container", "script", "data", "http", "plugin"}) {
            if (template.has(type)) {
                return true;
            }
        }
        Value set = template.get("containerSet");
        return set != null
                && set.list("containers").stream()
                        .anyMatch(container -> container.text("name").equals("main"));
    }
}
