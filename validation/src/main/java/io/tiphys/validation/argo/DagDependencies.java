package io.tiphys.validation.argo;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.finding.ShownText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the tasks of a dag depend on each other. */
final class DagDependencies {
    private static final Set<String> RESULTS =
            Set.of("Succeeded", "Failed", "Errored", "Skipped", "Omitted", "Daemoned", "AnySucceeded", "AllFailed");

    private final Report report;
    private final Map<String, Value> tasks;
    private final TaskGraph graph;
    private final Dependencies dependencies;

    DagDependencies(Report report, Map<String, Value> tasks, TaskGraph graph, Dependencies dependencies) {
        this.dependencies = dependencies;
        this.report = report;
        this.tasks = tasks;
        this.graph = graph;
    }

    void check(List<Value> written) {
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
                String path = String.join(" -> ", cycle) + " -> " + cycle.get(0);
                String message = "The task depends on itself: " + ShownText.quoted(path) + ".";
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
            String message = "The name " + ShownText.quoted(name) + " begins with a digit, in a dag with dependencies.";
            report.at(task.at("name"), ArgoRule.DAG_DEPENDS, message, "Begin it with a letter.");
        }
        if (depends && listed) {
            String message = "The dag uses both depends and dependencies.";
            report.at(task.at("dependencies"), ArgoRule.DAG_DEPENDS, message, "Use depends alone.");
        }
        if (depends && task.has("continueOn")) {
            String message = "The dag uses depends, so continueOn has no place.";
            String hint = "Ask in the depends of the next task for what it continues on, for example 'this.Failed'.";
            report.at(task.at("continueOn"), ArgoRule.DAG_DEPENDS, message, hint);
        }
    }

    private void dependency(Value task, String name, boolean ofLoop) {
        Value on = tasks.get(name);
        if (on == null) {
            boolean allNamed = !tasks.containsKey("");
            if (allNamed) {
                String similar = report.similarTo(name, tasks.keySet());
                String message = "There is no task " + ShownText.quoted(name) + " to depend on.";
                String hint = similar == null ? null : "Did you mean '" + similar + "'?";
                report.at(place(task), ArgoRule.DEPENDENCY_UNDEFINED, message, hint);
            }
        } else if (ofLoop && !Loop.isLoop(on)) {
            String message = "AnySucceeded and AllFailed are asked of the task " + ShownText.quoted(name)
                    + ", which is no loop.";
            report.at(place(task), ArgoRule.TASK_RESULT, message, "Use Succeeded or Failed.");
        }
    }

    private void results(Value task) {
        for (Dependencies.Asked asked : dependencies.asked(task)) {
            String result = asked.result();
            if (!result.isEmpty() && !RESULTS.contains(result)) {
                String similar =
                        report.similarTo(result, RESULTS.stream().sorted().toList());
                String message = "No task has the result " + ShownText.quoted(result) + ".";
                String hint = similar == null
                        ? "Use one of "
                                + String.join(", ", RESULTS.stream().sorted().toList()) + "."
                        : "Did you mean '" + similar + "'?";
                report.at(place(task), ArgoRule.TASK_RESULT, message, hint);
            }
        }
    }
}
