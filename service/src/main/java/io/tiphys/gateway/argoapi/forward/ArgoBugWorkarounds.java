package io.tiphys.gateway.argoapi.forward;

import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.request.ArgoApiRequest;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoproto.AppendedField;
import jakarta.inject.Singleton;

/**
 * Adds fields to requests that would otherwise trigger a bug of the Argo Server. Each workaround applies only to requests
 * that trigger its bug, and changes nothing else.
 *
 * <ul>
 *   <li>A list with a limit loses live workflows unless the server must count the remaining ones (argo-workflows#15118, 4.0
 *       and 4.1).
 *   <li>A log request without any option returns no lines, or ends the whole Argo Server (argo-workflows#13585).
 * </ul>
 */
@Singleton
public final class ArgoBugWorkarounds {
    private static final String LIST = "ListWorkflows";
    private static final String LIMIT = "listOptions.limit";
    private static final String FIELD_SELECTOR = "listOptions.fieldSelector";
    private static final String COUNTS = "ext.showRemainingItemCount";
    private static final String LOG_OPTIONS = "logOptions";
    private static final String CONTAINER = "logOptions.container";
    private static final String MAIN = "main";

    /** The request with the workarounds that apply. */
    public ArgoApiRequest amended(ArgoApiCall call, ArgoRpc rpc, ArgoApiRequest request) {
        return switch (rpc.method()) {
            case LIST -> list(call, rpc, request);
            case "WorkflowLogs", "PodLogs" -> logs(call, rpc, request);
            default -> request;
        };
    }

    private static ArgoApiRequest list(ArgoApiCall call, ArgoRpc rpc, ArgoApiRequest request) {
        String limit = request.view().text(LIMIT);
        String selector = request.view().text(FIELD_SELECTOR);
        if (limit.isEmpty() || limit.equals("0") || selector.contains(COUNTS)) {
            return request;
        }
        String counting = (selector.isEmpty() ? "" : selector + ",") + COUNTS + "=true";
        return request.with(call, rpc, FIELD_SELECTOR, counting, AppendedField.LIST_FIELD_SELECTOR);
    }

    private static ArgoApiRequest logs(ArgoApiCall call, ArgoRpc rpc, ArgoApiRequest request) {
        boolean given = request.view().query().keySet().stream().anyMatch(name -> name.startsWith(LOG_OPTIONS + "."))
                || request.view().message().has(LOG_OPTIONS);
        return given ? request : request.with(call, rpc, CONTAINER, MAIN, AppendedField.LOG_CONTAINER);
    }
}
