package io.tiphys.validation.argo;

import io.tiphys.validation.argo.graph.Loop;
import io.tiphys.validation.argo.report.Names;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.scope.Arguments;
import io.tiphys.validation.argo.scope.ArgumentsCheck;
import io.tiphys.validation.argo.scope.Scope;
import io.tiphys.validation.argo.scope.Template;
import io.tiphys.validation.argo.scope.TemplateSource;
import io.tiphys.validation.argo.scope.UserOutputs;
import io.tiphys.validation.argo.scope.Variables;
import io.tiphys.validation.argo.scope.Walk;
import io.tiphys.validation.argo.value.Value;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the steps of a template in their order: each can use the outputs of earlier steps. */
final class StepsCheck {
    private final Walk walk;
    private final Report report;
    private final TemplateUse uses;

    StepsCheck(Walk walk) {
        this.walk = walk;
        this.report = walk.report();
        this.uses = new TemplateUse(walk);
    }

    void check(Template template, Scope scope) {
        LeafCheck.noDeadline(template.value(), report);
        Set<String> names = new HashSet<>();
        for (Value group : template.value().list("steps")) {
            for (Value step : group.elements()) {
                if (!Names.one(step, Names.Kind.FIELD, "step", names, report)) {
                    scope.addUnknown("steps.");
                }
                step(step, template.base(), scope);
            }
        }
    }

    private void step(Value step, TemplateSource base, Scope scope) {
        String prefix = "steps." + step.text("name");
        scope.add(prefix + ".status");
        Loop.check(step, scope, report);
        Arguments arguments = Arguments.of(step.get("arguments"));
        new ArgumentsCheck(report).check(arguments, false);
        Template used = uses.find(step, base);
        if (used == null) {
            scope.addUnknown(prefix + '.');
        } else {
            uses.check(used, base, Arguments.ANY, step.node());
        }
        if (Hooks.hasExit(step)) {
            new UserOutputs(used, false).addTo(scope, prefix, walk);
        }
        Hooks.check(step, report);
        Variables.ofUser(walk, withInline(step, scope), step).check(step);
        new UserOutputs(used, Loop.aggregates(step)).addTo(scope, prefix, walk);
        if (used != null) {
            uses.check(used, base, arguments, step.node());
        }
    }

    /** The scope of a step or task, which also has the inputs of its inline template. */
    static Scope withInline(Value user, Scope scope) {
        Scope inner = scope.inner();
        @Nullable Value inline = user.get("inline");
        Value inputs = inline == null ? null : inline.get("inputs");
        if (inputs != null) {
            inputs.list("parameters").forEach(it -> inner.add("inputs.parameters." + it.text("name")));
        }
        return inner;
    }
}
