package io.tiphys.validation.argo.graph;

import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dependencies of the tasks of a dag. Reads the names in a {@code depends} as Argo's patterns do ({@code
 * workflow/common/ancestry.go} of Argo Workflows 4.0.5), but in one pass, in linear time. Not thread-safe.
 */
public final class Dependencies {
    /**
     * A name in a depends.
     *
     * @param task the name of a task
     * @param result the requested result; empty for none
     */
    record Asked(String task, String result) {
        boolean ofLoop() {
            return result.equals("AnySucceeded") || result.equals("AllFailed");
        }
    }

    /** The facts about a task: the names in its {@code depends} in their order, and its dependencies. */
    private record Known(List<Asked> asked, Map<String, Boolean> tasks) {}

    private static final Known NOTHING = new Known(List.of(), Map.of());

    private final Map<ManifestNode, Known> known = new IdentityHashMap<>();

    /** The names of the dependencies of a task, and for each whether the task requests a result of a loop. */
    public Map<String, Boolean> of(Value task) {
        return known(task).tasks();
    }

    /** The names in the {@code depends} of a task, in its order; none for a task with only a list of dependencies. */
    List<Asked> asked(Value task) {
        return known(task).asked();
    }

    private Known known(Value task) {
        return known.computeIfAbsent(task.node(), node -> read(task));
    }

    private static Known read(Value task) {
        String depends = task.text("depends");
        if (!depends.isEmpty()) {
            List<Asked> asked = asked(depends);
            return new Known(asked, tasks(asked));
        }
        if (!task.hasElements("dependencies")) {
            return NOTHING;
        }
        List<Asked> asked = new ArrayList<>();
        for (Value dependency : task.list("dependencies")) {
            asked.addAll(asked(dependency.text() + ".Succeeded"));
        }
        return new Known(List.of(), tasks(asked));
    }

    private static Map<String, Boolean> tasks(List<Asked> all) {
        if (all.size() == 1) {
            return Map.of(all.get(0).task(), all.get(0).ofLoop());
        }
        Map<String, Boolean> found = new LinkedHashMap<>();
        for (Asked asked : all) {
            if (asked.ofLoop()) {
                found.put(asked.task(), true);
            } else if (asked.result().isEmpty()) {
                found.put(asked.task(), false);
            } else {
                found.putIfAbsent(asked.task(), false);
            }
        }
        return found;
    }

    private static List<Asked> asked(String depends) {
        List<Asked> asked = new ArrayList<>(1);
        int index = 0;
        while (index < depends.length()) {
            if (!isLetterOrDigit(depends, index)) {
                index++;
                continue;
            }
            int end = index;
            while (isLetterOrDigit(depends, end) || (end < depends.length() && depends.charAt(end) == '-')) {
                end++;
            }
            int result = end + 1;
            int resultEnd = result;
            while (isLetter(depends, resultEnd)) {
                resultEnd++;
            }
            boolean has = end < depends.length()
                    && depends.charAt(end) == '.'
                    && resultEnd > result + 1
                    && Character.isUpperCase(depends.charAt(result));
            asked.add(new Asked(depends.substring(index, end), has ? depends.substring(result, resultEnd) : ""));
            index = has ? resultEnd : end;
        }
        return asked;
    }

    private static boolean isLetter(String text, int index) {
        char one = index < text.length() ? text.charAt(index) : ' ';
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
    }

    private static boolean isLetterOrDigit(String text, int index) {
        char one = index < text.length() ? text.charAt(index) : ' ';
        return isLetter(text, index) || (one >= '0' && one <= '9');
    }
}
