package io.tiphys.client.internal;

import io.tiphys.client.generated.model.ListWorkflowsResponse;
import io.tiphys.client.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The workflows of all pages; pages are requested on demand. */
public final class WorkflowPages implements Iterator<Workflow> {
    private final Function<@Nullable String, ListWorkflowsResponse> pages;
    private final Queue<Workflow> page = new ArrayDeque<>();
    private @Nullable String token;
    private boolean last;

    /** @param pages requests the page of a token; of null for the first one */
    public WorkflowPages(Function<@Nullable String, ListWorkflowsResponse> pages) {
        this.pages = pages;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !last) {
            ListWorkflowsResponse answer = pages.apply(token);
            answer.getWorkflows().forEach(workflow -> page.add(WorkflowReader.workflow(workflow)));
            token = answer.getNextPageToken();
            last = token == null || token.isEmpty();
        }
        return !page.isEmpty();
    }

    @Override
    public Workflow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }
}
