package io.tiphys.validation.argo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be used of a step or task by those that come after it. */
final class UserOutputs {
    private final Walk walk;
    private final Scope scope;

    UserOutputs(Walk walk, Scope scope) {
        this.walk = walk;
        this.scope = scope;
    }

    /**
     * Adds the outputs to the scope.
     *
     * @param template the template it uses; null when it cannot be known
     * @param prefix how its variables begin, for example {@code steps.a}
     * @param aggregate whether it is repeated, and the outputs are put together
     */
    void add(@Nullable Template template, String prefix, boolean aggregate) {
        for (String one : new String[] {".id", ".startedAt", ".finishedAt", ".hostNodeName"}) {
            scope.add(prefix + one);
        }
        if (template == null) {
            return;
        }
        Value value = template.value();
        if (value.isTrue("daemon")) {
            scope.add(prefix + ".ip");
        }
        if (hasResult(value)) {
            scope.add(prefix + ".outputs.result");
            scope.add(prefix + ".exitCode");
        }
        Outputs outputs = Outputs.of(value);
        add(outputs.parameters(), prefix + ".outputs.parameters.", "workflow.outputs.parameters.");
        add(outputs.artifacts(), prefix + ".outputs.artifacts.", "workflow.outputs.artifacts.");
        if (aggregate) {
            scope.add(prefix + ".outputs.parameters");
            if (value.has("script") || value.has("containerSet")) {
                scope.add(prefix + ".outputs.result");
                scope.add(prefix + ".exitCode");
            }
        }
        Value declared = value.get("outputs");
        if (walk.report().isClouded(value.node())
                || (declared != null && walk.report().isClouded(declared.node()))) {
            scope.addUnknown(prefix + ".");
        }
    }

    private void add(List<Value> outputs, String prefix, String globalPrefix) {
        for (Value output : outputs) {
            String name = output.text("name");
            if (name.isEmpty()) {
                scope.addUnknown(prefix);
            }
            scope.add(prefix + name);
            String global = output.text("globalName");
            if (Names.isVariable(global)) {
                scope.add(globalPrefix + '*');
            } else if (!global.isEmpty()) {
                scope.add(globalPrefix + global);
                walk.addGlobal(globalPrefix + global);
            }
        }
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
