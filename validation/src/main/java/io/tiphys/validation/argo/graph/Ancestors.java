package io.tiphys.validation.argo.graph;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks that end before a task begins, computed on first use. Not thread-safe. */
public final class Ancestors {
    /** In a larger dag every task counts as an ancestor, so that the work stays bounded; Kubernetes allows 200 tasks. */
    private static final int MOST_TASKS = 3_000;

    private static final String PREFIX = "tasks.";
    private static final String SUFFIX = ".status";

    private final TaskGraph graph;
    private final String task;
    private @Nullable Set<String> found;

    public Ancestors(TaskGraph graph, String task) {
        this.graph = graph;
        this.task = task;
    }

    public boolean have(String name) {
        if (graph.size() > MOST_TASKS) {
            return graph.has(name);
        }
        Set<String> ancestors = found;
        if (ancestors == null) {
            ancestors = graph.ancestors(task);
            found = ancestors;
        }
        return ancestors.contains(name);
    }

    /** Whether a variable is the status of an ancestor. */
    public boolean haveStatus(String variable) {
        return variable.length() > PREFIX.length() + SUFFIX.length()
                && variable.startsWith(PREFIX)
                && variable.endsWith(SUFFIX)
                && have(variable.substring(PREFIX.length(), variable.length() - SUFFIX.length()));
    }
}
