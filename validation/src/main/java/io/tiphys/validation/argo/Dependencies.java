package io.tiphys.validation.argo;

import io.tiphys.validation.document.ManifestNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tasks of a dag depend on. Not thread-safe. */
final class Dependencies {
    private static final Pattern RESULT = Pattern.compile("([a-zA-Z0-9][-a-zA-Z0-9]*?\\.[A-Z][a-zA-Z]+)");
    private static final Pattern NAME =
            Pattern.compile("([a-zA-Z0-9][-a-zA-Z0-9]*?\\.[A-Z][a-zA-Z]+)|([a-zA-Z0-9][-a-zA-Z0-9]*)");

    private final Map<ManifestNode, Map<String, Boolean>> known = new IdentityHashMap<>();

    /** The names of the tasks that a task depends on, and whether it asks for a result of a loop. */
    Map<String, Boolean> of(Value task) {
        return known.computeIfAbsent(task.node(), node -> read(task));
    }

    private static Map<String, Boolean> read(Value task) {
        String depends = task.text("depends");
        Map<String, Boolean> found = new LinkedHashMap<>();
        if (depends.isEmpty()) {
            for (Value dependency : task.list("dependencies")) {
                add(dependency.text() + ".Succeeded", found);
            }
        } else {
            add(depends, found);
        }
        return found;
    }

    private static void add(String depends, Map<String, Boolean> found) {
        if (Names.Kind.FIELD.takes(depends)) {
            found.put(depends, false);
            return;
        }
        Matcher matcher = NAME.matcher(depends);
        while (matcher.find()) {
            String result = matcher.group(1);
            if (result == null) {
                found.put(matcher.group(2), false);
                continue;
            }
            String name = result.substring(0, result.indexOf('.'));
            if (result.endsWith(".AnySucceeded") || result.endsWith(".AllFailed")) {
                found.put(name, true);
            } else {
                found.putIfAbsent(name, false);
            }
        }
    }

    /** The results that a depends asks for, each as {@code task.Result}. */
    static List<String> results(String depends) {
        if (depends.indexOf('.') < 0) {
            return List.of();
        }
        List<String> results = new ArrayList<>();
        Matcher matcher = RESULT.matcher(depends);
        while (matcher.find()) {
            results.add(matcher.group(1));
        }
        return results;
    }
}
