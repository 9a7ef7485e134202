package io.tiphys.validation.argo.graph;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Choice;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.finding.ShownText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The dependencies among the tasks of a dag. */
public final class DagDependencies {
    private static final Set<String> RESULTS =
            Set.of("Succeeded", "Failed", "Errored", "Skipped", "Omitted", "Daemoned", "AnySucceeded", "AllFailed");

    private final Report report;
    private final Map<String, Value> tasks;
    private final TaskGraph graph;
    private final Dependencies dependencies;

    public DagDependencies(Report report, Map<String, Value> tasks, TaskGraph graph, Dependencies dependencies) {
        this.dependencies = dependencies;
        this.report = report;
        this.tasks = tasks;
        this.graph = graph;
    }

    public void check(List<Value> written) {
        boolean depends =
                written.stream().anyMatch(task -> !task.text("depends").isEmpty());
        for (Value task : written) {
            style(task, depends);
            dependencies.of(task).forEach((name, ofLoop) -> dependency(task, name, ofLoop));
            results(task);
        }
        for (List<String> cycle : graph.cycles()) {
            Value task = tasks.get(cycle.get(0));
            if (task != null) {
                String path = String.join("->", cycle) + "->" + cycle.get(0);
                String message = "dependency cycle detected: " + ShownText.quoted(path) + ".";
                report.at(place(task), ArgoRule.DEPENDENCY_CYCLE, message, "Remove one of these dependencies.");
            }
        }
    }

    private static ManifestNode place(Value task) {
        return task.text("depends").isEmpty() ? task.at("dependencies") : task.at("depends");
    }

    private void style(Value task, boolean depends) {
        String name = task.text("name");
        boolean listed = task.hasElements("dependencies");
        if ((depends || listed) && !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            String message =
                    "name cannot begin with a digit when using either 'depends' or 'dependencies', and this is "
                            + ShownText.quoted(name) + '.';
            report.at(task.at("name"), ArgoRule.DAG_DEPENDS, message, "Begin it with a letter.");
        }
        if (depends && listed) {
            String message = "cannot use both 'depends' and 'dependencies' in the same DAG template.";
            report.at(task.at("dependencies"), ArgoRule.DAG_DEPENDS, message, "Use depends alone.");
        }
        if (depends && task.has("continueOn")) {
            String message = "cannot use 'continueOn' when using 'depends'.";
            String hint =
                    "Ask in the depends of the next task for the results that it continues on, for example \"a.Succeeded || a.Failed\".";
            report.at(task.at("continueOn"), ArgoRule.DAG_DEPENDS, message, hint);
        }
    }

    private void dependency(Value task, String name, boolean ofLoop) {
        Value on = tasks.get(name);
        if (on == null) {
            boolean allNamed = !tasks.containsKey("");
            if (allNamed) {
                String message = "dependency " + ShownText.quoted(name) + " not defined: the dag has no such task.";
                String hint = Choice.ofWords(name, tasks.keySet(), report);
                report.at(place(task), ArgoRule.DEPENDENCY_UNDEFINED, message, hint);
            }
        } else if (ofLoop && !Loop.isLoop(on)) {
            String message =
                    "dependency " + ShownText.quoted(name) + " uses an items-based condition such as .AnySucceeded or"
                            + " .AllFailed but does not contain any items.";
            String hint = "Use " + ShownText.plain(name) + ".Succeeded or " + ShownText.plain(name) + ".Failed.";
            report.at(place(task), ArgoRule.TASK_RESULT, message, hint);
        }
    }

    private void results(Value task) {
        for (Dependencies.Asked asked : dependencies.asked(task)) {
            String result = asked.result();
            if (!result.isEmpty() && !RESULTS.contains(result)) {
                String message = "task result " + ShownText.quoted(result) + " for task "
                        + ShownText.quoted(asked.task()) + " is invalid.";
                String hint = Choice.ofWords(result, RESULTS.stream().sorted().toList(), report);
                report.at(place(task), ArgoRule.TASK_RESULT, message, hint);
            }
        }
    }
}
