package io.tiphys.validation.argo.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names and their dependencies. Without recursion, because a graph may be as deep as a document is long. */
public final class TaskGraph {
    private final Map<String, Set<String>> dependencies = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private @Nullable List<String> sorted;

    /** Adds a name; an existing one is not changed. */
    public void add(String name, Set<String> on) {
        if (dependencies.putIfAbsent(name, on) == null) {
            places.put(name, names.size());
            names.add(name);
            sorted = null;
        }
    }

    int size() {
        return names.size();
    }

    /** All names, in the order in which they were added. */
    public List<String> names() {
        return Collections.unmodifiableList(names);
    }

    public boolean has(String name) {
        return dependencies.containsKey(name);
    }

    /** All names, each after its dependencies, as far as there is no cycle. */
    public List<String> sorted() {
        List<String> known = sorted;
        if (known == null) {
            known = List.copyOf(sort());
            sorted = known;
        }
        return known;
    }

    private List<String> sort() {
        int[] open = new int[names.size()];
        List<List<Integer>> followers = new ArrayList<>(Collections.nCopies(names.size(), List.of()));
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < open.length; i++) {
            for (String dependency : dependencies.getOrDefault(names.get(i), Set.of())) {
                Integer place = places.get(dependency);
                if (place != null) {
                    open[i]++;
                    if (followers.get(place).isEmpty()) {
                        followers.set(place, new ArrayList<>(2));
                    }
                    followers.get(place).add(i);
                }
            }
            if (open[i] == 0) {
                ready.add(i);
            }
        }
        List<String> found = new ArrayList<>(open.length);
        while (!ready.isEmpty()) {
            int next = ready.poll();
            found.add(names.get(next));
            for (int follower : followers.get(next)) {
                open[follower]--;
                if (open[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        return found;
    }

    /** For each cycle its names, without the names that only lead into it. */
    public List<List<String>> cycles() {
        if (sorted().size() == names.size()) {
            return List.of();
        }
        Set<String> left = new LinkedHashSet<>(names);
        sorted().forEach(left::remove);
        List<List<String>> cycles = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String start : left) {
            List<String> path = new ArrayList<>();
            Map<String, Integer> along = new HashMap<>();
            String name = start;
            while (name != null && !seen.contains(name) && !along.containsKey(name)) {
                along.put(name, path.size());
                path.add(name);
                name = dependencies.getOrDefault(name, Set.of()).stream()
                        .filter(left::contains)
                        .findFirst()
                        .orElse(null);
            }
            if (name != null && along.containsKey(name)) {
                cycles.add(List.copyOf(path.subList(along.get(name), path.size())));
            }
            seen.addAll(path);
        }
        return cycles;
    }

    /** All direct and indirect dependencies of a name. */
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
