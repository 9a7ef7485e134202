package io.tiphys.validation.argo;

import io.tiphys.validation.argo.graph.TaskGraph;
import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Choice;
import io.tiphys.validation.argo.report.Names;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.scope.Outputs;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A template with several containers in one pod. */
final class ContainerSetCheck {
    private ContainerSetCheck() {}

    static void check(Value template, Report report) {
        Value set = template.get("containerSet");
        if (set == null) {
            return;
        }
        List<Value> containers = set.list("containers");
        if (containers.isEmpty()) {
            String message = WorkflowCheck.PLACE + " is required: the containerSet has no containers.";
            report.missing(set.node(), "containers", ArgoRule.CONTAINER_SET, message, "Add a container.");
            return;
        }
        boolean named = Names.check(containers, Names.Kind.FIELD, "container", report);
        Set<String> paths = new HashSet<>();
        set.list("volumeMounts").forEach(mount -> LeafCheck.mount(mount, "mountPath", paths, report));
        if (named) {
            dependencies(containers, report);
            main(template, set, report);
        }
    }

    private static void dependencies(List<Value> containers, Report report) {
        TaskGraph graph = new TaskGraph();
        for (Value container : containers) {
            Set<String> on = new LinkedHashSet<>();
            container.list("dependencies").forEach(dependency -> on.add(dependency.text()));
            graph.add(container.text("name"), on);
        }
        for (Value container : containers) {
            for (Value dependency : container.list("dependencies")) {
                if (!graph.has(dependency.text())) {
                    String message = "dependency " + ShownText.quoted(dependency.text())
                            + " not defined: the containerSet has no such container.";
                    String hint = Choice.ofWords(dependency.text(), graph.names(), report);
                    report.at(dependency.node(), ArgoRule.DEPENDENCY_UNDEFINED, message, hint);
                }
            }
        }
        for (List<String> cycle : graph.cycles()) {
            String path = String.join("->", cycle) + "->" + cycle.get(0);
            containers.stream()
                    .filter(container -> container.text("name").equals(cycle.get(0)))
                    .findFirst()
                    .ifPresent(container -> report.at(
                            container.at("dependencies"),
                            ArgoRule.DEPENDENCY_CYCLE,
                            "dependency cycle detected: " + ShownText.quoted(path) + ".",
                            "Remove one of these dependencies."));
        }
    }

    private static void main(Value template, Value set, Report report) {
        Outputs outputs = Outputs.of(template);
        boolean needed = !LeafCheck.listOf(template, "inputs", "artifacts").isEmpty()
                || !outputs.parameters().isEmpty()
                || !outputs.artifacts().isEmpty();
        boolean there = set.list("containers").stream()
                .anyMatch(container -> container.text("name").equals("main"));
        if (needed && !there) {
            String message =
                    "containers must have a container named \"main\" for input or output, and the template has such.";
            report.at(set.at("containers"), ArgoRule.CONTAINER_SET, message, "Call one of the containers main.");
        }
    }
}
