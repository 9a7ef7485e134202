package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.StandingCredentials;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The common path of every use case in this package: guard, credential, Argo Server. */
@Singleton
public final class WorkflowCalls {
    private final NamespaceGuard guard;
    private final CredentialedCalls credentials;
    private final StandingCredentials standing;

    public WorkflowCalls(NamespaceGuard guard, CredentialedCalls credentials, StandingCredentials standing) {
        this.guard = guard;
        this.credentials = credentials;
        this.standing = standing;
    }

    /** Requires the guard's permission for an operation. */
    void require(CallContext callContext, Optional<Namespace> requested, Operation operation) {
        Namespace namespace = callContext.environment().namespaceOrDefault(requested);
        guard.require(callContext, namespace, operation.rightsIn(namespace.value(), List.of()));
    }

    /** Requires a Kubernetes permission. */
    void require(CallContext callContext, Namespace namespace, AccessCheck right) {
        guard.require(callContext, namespace, List.of(right));
    }

    /** Requires Kubernetes permissions. */
    void require(CallContext callContext, Namespace namespace, List<AccessCheck> rights) {
        guard.require(callContext, namespace, rights);
    }

    /** The credential for a stream that callers may share, after the guard has permitted the operation. */
    StandingCredential standing(CallContext callContext, Optional<Namespace> requested, Operation operation) {
        require(callContext, requested, operation);
        return standing.of(callContext, callContext.environment().namespaceOrDefault(requested));
    }

    /** Calls the Argo Server after the guard has permitted the operation. */
    <T> T call(
            CallContext callContext,
            Optional<Namespace> requested,
            Operation operation,
            Function<ArgoCall, T> upstream) {
        return call(callContext, requested, operation, List.of(), upstream);
    }

    /** Calls the Argo Server, for an operation that needs further permissions. */
    <T> T call(
            CallContext callContext,
            Optional<Namespace> requested,
            Operation operation,
            List<AccessCheck> more,
            Function<ArgoCall, T> upstream) {
        Namespace namespace = callContext.environment().namespaceOrDefault(requested);
        List<AccessCheck> rights = operation.rightsIn(namespace.value(), more);
        guard.require(callContext, namespace, rights);
        return credentials.call(
                callContext.credentialIn(namespace),
                token -> upstream.apply(
                        new ArgoCall(callContext.environment(), namespace, token, callContext.deadline())));
    }
}
