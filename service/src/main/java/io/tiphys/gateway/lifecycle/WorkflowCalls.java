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

/** The way that every use case of this package takes: guard, credential, Argo Server. */
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

    /** Refuses an operation that the guard does not let pass. */
    void require(CallContext callContext, Optional<Namespace> requested, Operation operation) {
        Namespace namespace = callContext.environment().namespaceOrDefault(requested);
        guard.require(callContext, namespace, operation.rightsIn(namespace.value(), List.of()));
    }

    /** Refuses a right that the guard does not let pass. */
    void require(CallContext callContext, Namespace namespace, AccessCheck right) {
        guard.require(callContext, namespace, List.of(right));
    }

    /** Refuses rights that the guard does not let pass. */
    void require(CallContext callContext, Namespace namespace, List<AccessCheck> rights) {
        guard.require(callContext, namespace, rights);
    }

    /** The credential for a stream that others may share, once the guard has let the operation pass. */
    StandingCredential standing(CallContext callContext, Optional<Namespace> requested, Operation operation) {
        require(callContext, requested, operation);
        return standing.of(callContext, callContext.environment().namespaceOrDefault(requested));
    }

    /** Calls the Argo Server once the guard has let the operation pass. */
    <T> T call(
            CallContext callContext,
            Optional<Namespace> requested,
            Operation operation,
            Function<ArgoCall, T> upstream) {
        return call(callContext, requested, operation, List.of(), upstream);
    }

    /** The same for an operation that needs more rights than its own. */
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
