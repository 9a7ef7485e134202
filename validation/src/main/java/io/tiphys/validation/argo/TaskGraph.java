package io.tiphys.validation.argo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names and what each depends on. No recursion: a graph may be as deep as a document is long. */
final class TaskGraph {
    private final Map<String, Set<String>> dependencies = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** Adds a name; one that is there already stays as it is. */
    void add(String name, Set<String> on) {
        if (dependencies.putIfAbsent(name, on) == null) {
            names.add(name);
        }
    }

    int size() {
        return names.size();
    }

    boolean has(String name) {
        return dependencies.containsKey(name);
    }

    /** All names so that each stands behind what it depends on, as far as there is no cycle. */
    List<String> sorted() {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<String>> next = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        for (String name : names) {
            int count = 0;
            for (String dependency : dependencies.getOrDefault(name, Set.of())) {
                if (has(dependency)) {
                    next.computeIfAbsent(dependency, key -> new ArrayList<>()).add(name);
                    count++;
                }
            }
            open.put(name, count);
            if (count == 0) {
                ready.add(name);
            }
        }
        Set<String> sorted = new LinkedHashSet<>();
        while (!ready.isEmpty()) {
            String name = ready.poll();
            sorted.add(name);
            for (String follower : next.getOrDefault(name, List.of())) {
                if (open.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        return List.copyOf(sorted);
    }

    /** For each cycle the names along it; what leads into a cycle is not told. */
    List<List<String>> cycles() {
        Set<String> left = new LinkedHashSet<>(names);
        left.removeAll(new HashSet<>(sorted()));
        List<List<String>> cycles = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String start : left) {
            List<String> path = new ArrayList<>();
            Map<String, Integer> places = new HashMap<>();
            String name = start;
            while (name != null && !seen.contains(name) && !places.containsKey(name)) {
                places.put(name, path.size());
                path.add(name);
                name = dependencies.getOrDefault(name, Set.of()).stream()
                        .filter(left::contains)
                        .findFirst()
                        .orElse(null);
            }
            if (name != null && places.containsKey(name)) {
                cycles.add(List.copyOf(path.subList(places.get(name), path.size())));
            }
            seen.addAll(path);
        }
        return cycles;
    }

    /** Everything that a name depends on, directly or not. */
    Set<String> ancestors(String name) {
        Set<String> ancestors = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(dependencies.getOrDefault(name, Set.of()));
        while (!open.isEmpty()) {
            String one = open.pop();
            if (!one.equals(name) && ancestors.add(one)) {
                open.addAll(dependencies.getOrDefault(one, Set.of()));
            }
        }
        return ancestors;
    }
}
