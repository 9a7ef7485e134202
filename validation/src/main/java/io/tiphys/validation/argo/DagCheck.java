package io.tiphys.validation.argo;

import io.tiphys.validation.argo.graph.Ancestors;
import io.tiphys.validation.argo.graph.DagDependencies;
import io.tiphys.validation.argo.graph.Dependencies;
import io.tiphys.validation.argo.graph.Loop;
import io.tiphys.validation.argo.graph.TaskGraph;
import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Choice;
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
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the tasks of a dag, each after its dependencies. */
final class DagCheck {
    private final Walk walk;
    private final Report report;
    private final TemplateUse uses;
    private final Map<String, Value> tasks = new HashMap<>();
    private final Map<String, @Nullable Template> used = new HashMap<>();
    private final TaskGraph graph = new TaskGraph();
    private final Dependencies dependencies = new Dependencies();

    DagCheck(Walk walk) {
        this.walk = walk;
        this.report = walk.report();
        this.uses = new TemplateUse(walk);
    }

    void check(Template template, Scope scope) {
        LeafCheck.noDeadline(template.value(), report);
        Value dag = template.value().get("dag");
        List<Value> written = dag == null ? List.of() : dag.list("tasks");
        if (written.isEmpty() && dag != null) {
            String message = WorkflowCheck.PLACE + " must have at least one task.";
            report.missing(dag.node(), "tasks", ArgoRule.DAG_TASKS, message, "Add a task.");
            return;
        }
        if (!Names.check(written, Names.Kind.FIELD, "task", report)) {
            scope.addUnknown("tasks.");
        }
        for (Value task : written) {
            tasks.putIfAbsent(task.text("name"), task);
            graph.add(task.text("name"), dependencies.of(task).keySet());
        }
        new DagDependencies(report, tasks, graph, dependencies).check(written);
        List<Value> inOrder = inOrder(written);
        inOrder.forEach(task -> use(task, template.base(), scope));
        target(dag, scope);
        inOrder.forEach(task -> task(task, template.base(), scope));
    }

    private List<Value> inOrder(List<Value> written) {
        List<String> sorted = graph.sorted();
        return sorted.size() < written.size()
                ? written
                : sorted.stream()
                        .map(name -> tasks.getOrDefault(name, written.get(0)))
                        .toList();
    }

    private void use(Value task, TemplateSource base, Scope scope) {
        String name = task.text("name");
        Template template = uses.find(task, base);
        if (template == null) {
            scope.addUnknown("tasks." + name + ".");
        } else {
            uses.check(template, base, Arguments.ANY, task.node());
        }
        used.put(name, template);
        new UserOutputs(template, Loop.aggregates(task)).addTo(scope, "tasks." + name, walk);
    }

    private void target(@Nullable Value dag, Scope scope) {
        String target = dag == null ? "" : dag.text("target");
        if (dag == null || target.isEmpty()) {
            return;
        }
        Value value = new Value(dag.at("target"), dag.substitution());
        new Variables(walk, scope).check(value);
        for (String name : target.split(" ", -1)) {
            if (!Names.isVariable(name) && !tasks.containsKey(name)) {
                String message = "target " + ShownText.quoted(name) + " is not defined: the dag has no such task.";
                String hint = name.isEmpty()
                        ? "Write one space between the names."
                        : Choice.ofWords(name, tasks.keySet(), report);
                report.at(value.node(), ArgoRule.DAG_TASKS, message, hint);
            }
        }
    }

    private void task(Value task, TemplateSource base, Scope scope) {
        String name = task.text("name");
        String prefix = "tasks." + name;
        if (task.has("hooks")) {
            scope.add(prefix + ".status");
        }
        Template template = used.get(name);
        Hooks.check(task, report);
        Scope own = StepsCheck.withInline(task, scope);
        Ancestors ancestors = new Ancestors(graph, name);
        own.addComputed(ancestors::haveStatus);
        Loop.check(task, own, report);
        Variables.ofUser(walk, own, task).check(task);
        Arguments arguments = Arguments.of(task.get("arguments"));
        new ArgumentsCheck(report).check(arguments, false);
        arguments.parameters().forEach(it -> dependency(it, "value", ancestors));
        arguments.artifacts().forEach(it -> dependency(it, "from", ancestors));
        if (template != null) {
            uses.check(template, base, arguments, task.node());
        }
    }

    private void dependency(Value argument, String field, Ancestors ancestors) {
        String text = argument.text(field);
        if (!text.startsWith("{{tasks.")) {
            return;
        }
        String task = text.split("\\.", 3)[1];
        // Argo reads the word between the first two dots as a task, also in {{tasks.name}}, which it accepts as a
        // variable.
        boolean ownName = text.startsWith("{{tasks.name");
        if (ancestors.have(task) || !(tasks.containsKey(task) || ownName)) {
            return;
        }
        String message = "missing dependency " + ShownText.quoted(task) + " for "
                + (field.equals("value") ? "parameter " : "artifact ")
                + ShownText.quoted(argument.text("name"))
                + (ownName
                        ? ": Argo reads a value that begins with {{tasks.name}} for the result of a task."
                        : ": the task uses a result of " + ShownText.quoted(task) + " and does not depend on it.");
        String hint = ownName
                ? "Write text before it, or use {{node.name}} in the template that is called."
                : "Add " + ShownText.quoted(task) + " to the dependencies or the depends of this task.";
        report.at(argument.at(field), ArgoRule.MISSING_DEPENDENCY, message, hint);
    }
}
