package io.tiphys.gateway.batch.bulk;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.ListWorkflows;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads all workflows of a selection, page by page, each page with the time of a call. Thread-safe. */
@Singleton
public final class SelectedWorkflows {
    /** More workflows need a narrower selector. */
    public static final int MOST = 100_000;

    private final CallAuthenticator authenticator;
    private final ListWorkflows lister;

    public SelectedWorkflows(CallAuthenticator authenticator, ListWorkflows lister) {
        this.authenticator = authenticator;
        this.lister = lister;
    }

    /**
     * Reads the workflows.
     *
     * @param reader gets each workflow without its nodes, newest first
     * @throws GatewayException as {@link ListWorkflows#list} does, or REQUEST_TOO_LARGE for more than {@link #MOST}
     */
    public void read(
            CallContext callContext, Namespace namespace, Selection selection, Consumer<WorkflowObject> reader) {
        int count = 0;
        Optional<String> next = Optional.empty();
        do {
            ListQuery query = new ListQuery(
                    Optional.of(selection.labelSelector()), Optional.empty(), ListQuery.LARGEST_PAGE, next);
            WorkflowPage page = lister.list(authenticator.again(callContext), Optional.of(namespace), query);
            page.workflows().forEach(reader);
            count += page.workflows().size();
            next = page.next();
        } while (next.isPresent() && count < MOST);
        if (next.isPresent()) {
            throw new GatewayException(
                    Problem.of(ErrorReason.REQUEST_TOO_LARGE, "The selection has more than " + MOST + " workflows.")
                            .with("limit", Integer.toString(MOST)));
        }
    }
}
