package io.tiphys.gateway.access;

import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.CallerAuthenticator;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.access.review.CachedAccessReviews;
import io.tiphys.gateway.access.review.DeniedPermission;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.access.review.TemplateRights;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides whether a call may be forwarded. The checks, in order:
 *
 * <ol>
 *   <li>The environment serves the namespace.
 *   <li>If the gateway forwards the caller's own token: the token's owner has the permissions, reviewed with that token. An
 *       Argo single sign-on token is left to Argo, and the response states so.
 *   <li>With a delegated identity: the <em>caller</em> has the permissions itself, may use the account (by a rule of the
 *       environment, or by the permission to {@code impersonate} it), and the delegated identity has the permissions too.
 * </ol>
 *
 * <p>So no caller gains a permission through the gateway. An undecided permission is never granted. Thread-safe.
 */
@Singleton
public final class NamespaceGuard {
    private final CachedAccessReviews reviews;
    private final DelegatedIdentity delegatedIdentity;

    public NamespaceGuard(CachedAccessReviews reviews, DelegatedIdentity delegatedIdentity) {
        this.reviews = reviews;
        this.delegatedIdentity = delegatedIdentity;
    }

    /**
     * Permits a call or throws.
     *
     * @param rights the permissions that the call needs
     * @return the authority that decided about the caller's permissions
     * @throws GatewayException with NAMESPACE_NOT_MANAGED, SERVICE_ACCOUNT_NOT_FOUND, ACCESS_DENIED or
     *     SERVICE_ACCOUNT_USE_DENIED (both with the smallest manifest that grants the missing permissions),
     *     ACCESS_UNDECIDED, DEADLINE_EXCEEDED, or a reason of a configured token that is unavailable
     */
    public AccessDecider require(CallContext callContext, Namespace namespace, List<AccessCheck> rights) {
        SubmissionEnvironment environment = callContext.environment();
        if (callContext.caller().identity() instanceof ArgoIdentity
                && !environment.credentialMode().usesServiceAccount()) {
            environment.namespaces().requireWithoutDetails(environment.name(), namespace);
        } else if (callContext.caller().identity() instanceof KubernetesIdentity) {
            environment.namespaces().require(environment.name(), namespace);
        }
        return requireRights(callContext, namespace, rights);
    }

    /**
     * Whether {@link #require} permits a call of this operation.
     *
     * @throws GatewayException as {@link #require} does, except for ACCESS_DENIED
     */
    public boolean allows(CallContext callContext, Namespace namespace, Operation operation) {
        return allows(callContext, namespace, operation.rightsIn(namespace.value(), List.of()));
    }

    /** Whether {@link #require} permits a call with these permissions. */
    public boolean allows(CallContext callContext, Namespace namespace, List<AccessCheck> rights) {
        try {
            require(callContext, namespace, rights);
            return true;
        } catch (GatewayException e) {
            if (e.problem().reason() != ErrorReason.ACCESS_DENIED) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Whether the caller may see templates that the Argo Server has resolved under its own account and stored in a workflow.
     * With the caller's own token the Argo Server shows them to every caller, and so does the gateway.
     *
     * @param resolvedHere whether the server resolved them in this namespace; for a lint of a document without a namespace
     *     the server uses its managed namespace, which is unknown here
     * @param keys of the templates, see {@link TemplateRights#ofStored}
     * @throws GatewayException as {@link #require} does, except for ACCESS_DENIED
     */
    public boolean allowsStored(CallContext callContext, Namespace namespace, boolean resolvedHere, Set<String> keys) {
        return !callContext.environment().credentialMode().usesServiceAccount()
                || keys.isEmpty()
                || resolvedHere && allows(callContext, namespace, TemplateRights.ofStored(namespace, keys));
    }

    /**
     * As {@link #require}, for a call about all namespaces. Only an environment that serves all of them permits such a call.
     *
     * @param home the namespace of the environment's account for such calls
     * @param rights permissions in the whole cluster
     * @throws GatewayException as {@link #require} does
     */
    public AccessDecider requireInAllNamespaces(CallContext callContext, Namespace home, List<AccessCheck> rights) {
        SubmissionEnvironment environment = callContext.environment();
        environment.namespaces().requireAll(environment.name());
        return requireRights(callContext, home, rights);
    }

    /**
     * As {@link #require}, for a call about no namespace.
     *
     * @param home the namespace of the environment's account for such calls
     * @param rights permissions on cluster-scoped objects; none for objects of the Argo Server itself
     * @throws GatewayException as {@link #require} does
     */
    public AccessDecider requireOutsideNamespaces(CallContext callContext, Namespace home, List<AccessCheck> rights) {
        return requireRights(callContext, home, rights);
    }

    private AccessDecider requireRights(CallContext callContext, Namespace namespace, List<AccessCheck> rights) {
        boolean delegated = callContext.environment().credentialMode().usesServiceAccount();
        return switch (callContext.caller().identity()) {
            case ArgoIdentity ignored when delegated -> throw CallerAuthenticator.onlyArgoKnows();
            case ArgoIdentity ignored -> AccessDecider.ARGO;
            case KubernetesIdentity caller
            when delegated -> {
                requireOf(callContext, caller, rights);
                requireUseOfAccount(callContext, namespace, caller);
                delegatedIdentity
                        .of(callContext, namespace)
                        .ifPresent(account -> requireOfAccount(callContext, namespace, account, rights));
                yield AccessDecider.KUBERNETES;
            }
            case KubernetesIdentity caller -> {
                requireOfCaller(callContext, caller, rights);
                yield AccessDecider.KUBERNETES;
            }
        };
    }

    private void requireOf(CallContext callContext, KubernetesIdentity subject, List<AccessCheck> rights) {
        String environment = callContext.environment().name();
        require(subject, rights, right -> reviews.of(environment, subject, right, callContext.deadline()));
    }

    /** A missing account is reported before permissions for it are proposed. */
    private void requireOfAccount(
            CallContext callContext, Namespace namespace, KubernetesIdentity account, List<AccessCheck> rights) {
        try {
            requireOf(callContext, account, rights);
        } catch (GatewayException e) {
            throw e.problem().reason() == ErrorReason.ACCESS_DENIED
                    ? delegatedIdentity.missingAccount(callContext, namespace).orElse(e)
                    : e;
        }
    }

    private void requireOfCaller(CallContext callContext, KubernetesIdentity caller, List<AccessCheck> rights) {
        String environment = callContext.environment().name();
        var token = callContext.caller().upstreamToken().orElseThrow();
        require(caller, rights, right -> reviews.ofCaller(environment, token, right, callContext.deadline()));
    }

    private static void require(
            KubernetesIdentity subject, List<AccessCheck> rights, Function<AccessCheck, AccessDecision> review) {
        List<DeniedPermission> missing = new ArrayList<>();
        for (AccessCheck right : rights) {
            switch (review.apply(right)) {
                case Allowed() -> {}
                case Denied(var reason) -> missing.add(new DeniedPermission(right, reason));
                case Undecided(var reason) -> throw AccessProblems.undecided(subject, right, reason);
            }
        }
        if (!missing.isEmpty()) {
            throw AccessProblems.denied(subject, missing);
        }
    }

    private void requireUseOfAccount(CallContext callContext, Namespace namespace, KubernetesIdentity caller) {
        SubmissionEnvironment environment = callContext.environment();
        if (environment.accountUsers().names(caller.user(), caller.groups())) {
            return;
        }
        AccountSelector.Selected selected = callContext.accounts().in(namespace);
        String account = selected.mode()
                .serviceAccount()
                .orElseThrow(() -> AccessProblems.configuredTokenDenied(environment.name(), caller));
        AccessCheck impersonate = Operation.impersonate(selected.namespace().value(), account);
        switch (reviews.of(environment.name(), caller, impersonate, callContext.deadline())) {
            case Allowed() -> {}
            case Denied(var reason) ->
                throw AccessProblems.useDenied(environment.name(), caller, new DeniedPermission(impersonate, reason));
            case Undecided(var reason) -> throw AccessProblems.undecided(caller, impersonate, reason);
        }
    }
}
