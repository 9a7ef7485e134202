package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The distance of each task of a DAG from its start: its longest chain of dependencies. */
final class DagLevels {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][-A-Za-z0-9_]*");

    private final Map<String, ManifestObject> tasks = new HashMap<>();
    private final Map<ManifestObject, Set<ManifestObject>> before = new IdentityHashMap<>();

    DagLevels(List<ManifestObject> all) {
        all.forEach(task -> task.string("name").ifPresent(name -> tasks.put(name, task)));
        all.forEach(task -> before.put(task, dependenciesOf(task)));
    }

    /** The depth of each task, from 0; arbitrary for tasks in a cycle, which Argo refuses. */
    Map<ManifestObject, Integer> depths() {
        Map<ManifestObject, List<ManifestObject>> after = new IdentityHashMap<>();
        Map<ManifestObject, Integer> open = new IdentityHashMap<>();
        before.forEach((task, dependencies) -> {
            open.put(task, dependencies.size());
            dependencies.forEach(
                    one -> after.computeIfAbsent(one, key -> new ArrayList<>()).add(task));
        });
        Map<ManifestObject, Integer> depths = new IdentityHashMap<>();
        Deque<ManifestObject> ready = new ArrayDeque<>();
        open.forEach((task, count) -> {
            if (count == 0) {
                ready.add(task);
            }
        });
        while (!ready.isEmpty()) {
            ManifestObject task = ready.remove();
            int depth = depths.getOrDefault(task, 0);
            for (ManifestObject next : after.getOrDefault(task, List.of())) {
                depths.merge(next, depth + 1, Math::max);
                if (open.merge(next, -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        return depths;
    }

    private Set<ManifestObject> dependenciesOf(ManifestObject task) {
        Set<ManifestObject> found = new LinkedHashSet<>();
        task.array("dependencies")
                .ifPresent(list -> list.elements().forEach(element -> {
                    if (element instanceof ManifestScalar scalar) {
                        add(scalar.text(), task, found);
                    }
                }));
        task.string("depends").ifPresent(expression -> {
            Matcher word = WORD.matcher(expression);
            while (word.find()) {
                add(word.group(), task, found);
            }
        });
        return found;
    }

    private void add(String name, ManifestObject task, Set<ManifestObject> found) {
        ManifestObject other = tasks.get(name);
        if (other != null && other != task) {
            found.add(other);
        }
    }
}
