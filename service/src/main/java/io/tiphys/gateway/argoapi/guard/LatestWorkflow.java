package io.tiphys.gateway.argoapi.guard;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.request.ArgoApiRequest;
import io.tiphys.gateway.argoapi.rpc.ArgoObject;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ObjectParts;
import io.tiphys.gateway.argoproto.AppendedField;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Resolves {@code @latest} once for each call, and forwards the name. The reviewed workflow is thus the one that the Argo
 * Server acts on. The Argo Server itself resolves the alias by a list wherever a request names a workflow (argo-workflows
 * v4.0.5, {@code server/workflow/workflow_server.go} getWorkflow). Thread-safe.
 */
@Singleton
public final class LatestWorkflow {
    private static final String NAME = "name";
    private static final String SELECTOR = "listOptions.fieldSelector";

    private final NamespaceGuard guard;
    private final ArgoLookup lookup;

    LatestWorkflow(NamespaceGuard guard, ArgoLookup lookup) {
        this.guard = guard;
        this.lookup = lookup;
    }

    /**
     * The request with the name of the workflow. The request is unchanged when it does not use the alias, or when it names
     * no namespace. It is also unchanged when the Argo Server decides with the caller's own token and nothing is shared or
     * rerun.
     *
     * @throws GatewayException with a reason of the guard, WORKFLOW_NOT_FOUND, or a reason of the upstream
     */
    public ArgoApiRequest resolved(ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoApiRequest request) {
        ArgoRequestView view = request.view();
        boolean byName =
                rpc.pathTemplate().contains("{name}") && view.text(NAME).equals(ArgoObject.LATEST);
        boolean bySelector =
                rpc.method().equals("WatchWorkflows") && view.text(SELECTOR).contains(ArgoObject.LATEST);
        boolean decides = bySelector
                || rpc.runsAgain()
                || callContext.environment().credentialMode().usesServiceAccount();
        if (!byName && !bySelector || !decides || view.text("namespace").isEmpty()) {
            return request;
        }
        String name = name(call, callContext, rpc, view);
        return byName
                ? request.with(call, rpc, NAME, name, AppendedField.WORKFLOW_NAME)
                : request.with(
                        call,
                        rpc,
                        SELECTOR,
                        view.text(SELECTOR).replace(ArgoObject.LATEST, name),
                        AppendedField.LIST_FIELD_SELECTOR);
    }

    private String name(ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoRequestView view) {
        Namespace namespace = new Namespace(view.text("namespace"));
        call.namespace(namespace.value());
        List<AccessCheck> rights = rpc.rights().apply(view).stream()
                .map(right -> right.in(namespace.value()))
                .toList();
        guard.require(callContext, namespace, rights);
        String name = lookup.get(
                        callContext,
                        namespace,
                        ArgoObject.latestWorkflow(namespace),
                        ObjectParts.of("metadata", "name"))
                .at("/metadata/name")
                .asText("");
        return new WorkflowName(name).value();
    }
}
