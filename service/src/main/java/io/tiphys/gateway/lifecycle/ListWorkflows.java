package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Reads a page of the workflows of a namespace. */
@Singleton
public final class ListWorkflows {
    private final WorkflowCalls calls;
    private final WorkflowControl control;

    public ListWorkflows(WorkflowCalls calls, WorkflowControl control) {
        this.calls = calls;
        this.control = control;
    }

    /**
     * Reads a page.
     *
     * @param query the page tokens in the query and in the response are opaque and belong to this namespace and these
     *     filters
     * @throws GatewayException with REQUEST_INVALID for an invalid page size or token, or a reason of the guard or the
     *     upstream
     */
    public WorkflowPage list(CallContext callContext, Optional<Namespace> namespace, ListQuery query) {
        if (query.pageSize() < 1 || query.pageSize() > ListQuery.LARGEST_PAGE) {
            throw invalid("page-size", "pageSize", "A page has 1 to " + ListQuery.LARGEST_PAGE + " workflows.");
        }
        Namespace resolved = callContext.environment().namespaceOrDefault(namespace);
        PageTokens tokens = new PageTokens(callContext.environment().name(), resolved, query);
        ListQuery upstreamQuery = new ListQuery(
                query.labelSelector(),
                query.namePrefix(),
                query.pageSize(),
                query.pageToken().map(tokens::open));
        WorkflowPage page = calls.call(
                callContext, Optional.of(resolved), Operation.LIST, call -> control.list(call, upstreamQuery));
        return new WorkflowPage(page.workflows(), page.next().map(tokens::seal));
    }

    static GatewayException invalid(String rule, String parameter, String message) {
        return new GatewayException(
                Problem.of(ErrorReason.REQUEST_INVALID, "The request's parameter '" + parameter + "' cannot be used.")
                        .withViolations(List.of(Violation.ofParameter(rule, parameter, message))));
    }
}
