package io.tiphys.gateway.access.review;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rights to read the templates that a workflow leads to: those that it names, those that these name, and so on. The Argo
 * Server reads all of them with the caller's credential when it resubmits a workflow (argo-workflows v4.0.5, {@code
 * workflow/util/util.go} SubmitWorkflow).
 */
public final class TemplateClosure {
    /** So many templates are followed one by one; beyond, the rights to read all templates are needed. */
    static final int MOST = 50;

    private TemplateClosure() {}

    /**
     * Requires the right to each template before the template is read.
     *
     * @param first the rights to read what the workflow itself names, see {@link TemplateRights}
     * @param namespace the workflow's namespace
     * @param require refuses a right that is missing
     * @param read reads the template of a right that was not refused, and gives the rights to what it names
     */
    public static void require(
            Collection<AccessCheck> first,
            String namespace,
            Consumer<AccessCheck> require,
            Function<AccessCheck, List<AccessCheck>> read) {
        Set<AccessCheck> known = new HashSet<>(first);
        Deque<AccessCheck> next = new ArrayDeque<>(known);
        while (!next.isEmpty()) {
            AccessCheck right = next.remove();
            if (right.name().isEmpty() || known.size() > MOST) {
                require.accept(Operation.readTemplate(namespace, ""));
                require.accept(Operation.readClusterTemplate(""));
                return;
            }
            require.accept(right);
            read.apply(right).stream().filter(known::add).forEach(next::add);
        }
    }
}
