package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A step, task or hook: its template, and the number of runs.
 *
 * @param at the step, task or hook
 * @param target its template
 * @param times the number of runs each time the call is reached
 */
public record TemplateCall(ManifestObject at, Target target, Count times) {
    /** The template of a call. */
    public sealed interface Target {
        /** A template of the same holder. */
        record Local(String name) implements Target {}

        /**
         * A template of another holder.
         *
         * @param name the node with the holder's name
         */
        record Remote(TemplateHolder holder, String template, ManifestNode name) implements Target {}

        /** An inline template of the call itself. */
        record Inline(ManifestObject template) implements Target {}

        /** A template that is known only at run time, or none. */
        record Undecided() implements Target {}
    }

    /** The calls of a template in groups: calls of one group may run at the same time, and the groups run one after the other. */
    static List<List<TemplateCall>> groupsOf(ManifestObject template, WorkflowArguments arguments) {
        List<List<TemplateCall>> groups = new ArrayList<>();
        template.array("steps")
                .ifPresent(steps -> steps.elements().forEach(group -> groups.add(stepsOf(group, arguments))));
        template.object("dag").ifPresent(dag -> groups.addAll(levelsOf(dag, arguments)));
        return groups;
    }

    private static List<TemplateCall> stepsOf(ManifestNode group, WorkflowArguments arguments) {
        List<ManifestObject> steps = group instanceof ManifestObject single
                ? List.of(single)
                : group instanceof ManifestArray array
                        ? array.elements().stream()
                                .filter(ManifestObject.class::isInstance)
                                .map(ManifestObject.class::cast)
                                .toList()
                        : List.of();
        return steps.stream().flatMap(step -> callsOf(step, arguments).stream()).toList();
    }

    /** Tasks at the same distance from the start do not depend on each other. */
    private static List<List<TemplateCall>> levelsOf(ManifestObject dag, WorkflowArguments arguments) {
        List<ManifestObject> tasks = TypedObjects.elements(dag, "tasks");
        boolean all = dag.string("target").orElse("").isEmpty();
        Map<Integer, List<TemplateCall>> levels = new TreeMap<>();
        Map<ManifestObject, Integer> depths = new DagLevels(tasks).depths();
        for (ManifestObject task : tasks) {
            List<TemplateCall> level = levels.computeIfAbsent(depths.getOrDefault(task, 0), depth -> new ArrayList<>());
            callsOf(task, arguments).forEach(call -> level.add(all ? call : call.orNever()));
        }
        return List.copyOf(levels.values());
    }

    /** A step or task with its hooks. */
    private static List<TemplateCall> callsOf(ManifestObject step, WorkflowArguments arguments) {
        Count times = LoopSize.of(step, arguments);
        Count reached = step.string("when").orElse("").isEmpty() ? times : times.orNone();
        List<TemplateCall> calls = new ArrayList<>();
        calls.add(new TemplateCall(step, target(step), reached));
        step.string("onExit")
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> calls.add(new TemplateCall(step, named(name), reached)));
        hooksOf(step)
                .forEach(hook -> calls.add(
                        new TemplateCall(hook.at(), hook.target(), hook.times().times(reached))));
        return calls;
    }

    /** The lifecycle hooks of a step, a task or the workflow. The hook {@code exit} always runs. */
    static List<TemplateCall> hooksOf(ManifestObject owner) {
        List<TemplateCall> calls = new ArrayList<>();
        owner.object("hooks")
                .ifPresent(hooks -> hooks.members().forEach(member -> {
                    if (member instanceof ManifestObject hook && member.key() != null) {
                        Count times = member.key().text().equals("exit") ? Count.ONE : Count.ONE.orNone();
                        calls.add(new TemplateCall(hook, target(hook), times));
                    }
                }));
        return calls;
    }

    static Target named(String template) {
        return template.contains("{{") ? new Target.Undecided() : new Target.Local(template);
    }

    private static Target target(ManifestObject call) {
        Optional<ManifestObject> inline = call.object("inline");
        if (inline.isPresent()) {
            return new Target.Inline(inline.get());
        }
        Optional<ManifestObject> reference = call.object("templateRef");
        if (reference.isPresent()) {
            return remote(reference.get());
        }
        return call.string("template")
                .filter(name -> !name.isEmpty())
                .map(TemplateCall::named)
                .orElseGet(Target.Undecided::new);
    }

    private static Target remote(ManifestObject reference) {
        String template = reference.string("template").orElse("");
        Optional<Target> remote = HolderReference.of(reference)
                .filter(holder -> !template.contains("{{"))
                .map(holder -> new Target.Remote(holder.holder(), template, holder.at()));
        return remote.orElseGet(Target.Undecided::new);
    }

    private TemplateCall orNever() {
        return new TemplateCall(at, target, times.orNone());
    }
}
