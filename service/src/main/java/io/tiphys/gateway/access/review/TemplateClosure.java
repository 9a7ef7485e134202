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
 * The permissions to read the templates that a workflow references directly or indirectly. The Argo Server reads all of them
 * with the caller's credential when it resubmits a workflow (argo-workflows v4.0.5, {@code workflow/util/util.go}
 * SubmitWorkflow).
 */
public final class TemplateClosure {
    /**
     * The maximum number of templates followed one by one; beyond it the caller needs the permissions to read all templates.
     */
    static final int MOST = 50;

    private TemplateClosure() {}

    /**
     * Requires the permission for each template before reading the template.
     *
     * @param first the permissions to read the templates that the workflow itself references, see {@link TemplateRights}
     * @param namespace the workflow's namespace
     * @param require refuses a missing permission
     * @param read reads the template of a granted permission, and returns the permissions for its references
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
