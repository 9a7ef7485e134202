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
import io.tiphys.gateway.access.review.MissingRight;
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
 * Decides whether a call may be forwarded. In this order:
 *
 * <ol>
 *   <li>the environment serves the namespace;
 *   <li>where the caller's own token goes through: its holder has the rights, asked with that token (an Argo single
 *       sign-on token is left to Argo, and the answer says so);
 *   <li>where the gateway lends rights: the <em>caller</em> has the rights itself, may use the account (a rule of the
 *       environment, or the right to {@code impersonate} it), and what is lent has the rights too.
 * </ol>
 *
 * So no caller gains a right through the gateway. What cannot be decided is never allowed. Thread-safe.
 */
@Singleton
public final class NamespaceGuard {
    private final CachedAccessReviews reviews;
    private final DelegatedIdentity lentRights;

    public NamespaceGuard(CachedAccessReviews reviews, DelegatedIdentity lentRights) {
        this.reviews = reviews;
        this.lentRights = lentRights;
    }

    /**
     * Lets a call pass or throws.
     *
     * @param rights the rights that the call needs
     * @return who decided about the caller's rights
     * @throws GatewayException with NAMESPACE_NOT_MANAGED, SERVICE_ACCOUNT_NOT_FOUND, ACCESS_DENIED or SERVICE_ACCOUNT_USE_DENIED (both with the
     *     smallest manifest that would grant what is missing), ACCESS_UNDECIDED, DEADLINE_EXCEEDED, or a reason of a
     *     configured token that cannot be had
     */
    public AccessDecider require(CallContext callContext, Namespace namespace, List<AccessCheck> rights) {
        SubmissionEnvironment environment = callContext.environment();
        if (callContext.caller().identity() instanceof ArgoIdentity
                && !environment.credentialMode().usesServiceAccount()) {
            environment.namespaces().requireQuietly(environment.name(), namespace);
        } else if (callContext.caller().identity() instanceof KubernetesIdentity) {
            environment.namespaces().require(environment.name(), namespace);
        }
        return requireRights(callContext, namespace, rights);
    }

    /**
     * Whether {@link #require} lets a call of this operation pass.
     *
     * @throws GatewayException as {@link #require} does, but for ACCESS_DENIED
     */
    public boolean allows(CallContext callContext, Namespace namespace, Operation operation) {
        return allows(callContext, namespace, operation.rightsIn(namespace.value(), List.of()));
    }

    /** The same for these rights. */
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
     * Whether templates may be shown that the Argo Server has resolved with an account of its own and written into a workflow.
     * With the caller's own token it shows them to everybody, and so may the gateway.
     *
     * @param resolvedHere whether it resolved them in this namespace; a lint of a document without a namespace it resolves in
     *     the one that it manages, which is not known here
     * @param keys of the templates, see {@link TemplateRights#ofStored}
     * @throws GatewayException as {@link #require} does, but for ACCESS_DENIED
     */
    public boolean allowsStored(CallContext callContext, Namespace namespace, boolean resolvedHere, Set<String> keys) {
        return !callContext.environment().credentialMode().usesServiceAccount()
                || keys.isEmpty()
                || resolvedHere && allows(callContext, namespace, TemplateRights.ofStored(namespace, keys));
    }

    /**
     * The same for a call that is about all namespaces, which only an environment that serves all of them lets pass.
     *
     * @param home the namespace in which the environment's account lives for such calls
     * @param rights rights in the whole cluster
     * @throws GatewayException as {@link #require} does
     */
    public AccessDecider requireInAllNamespaces(CallContext callContext, Namespace home, List<AccessCheck> rights) {
        SubmissionEnvironment environment = callContext.environment();
        environment.namespaces().requireAll(environment.name());
        return requireRights(callContext, home, rights);
    }

    /**
     * The same for a call that is about no namespace.
     *
     * @param home the namespace in which the environment's account lives for such calls
     * @param rights rights on what stands outside of all namespaces; none for what belongs to the Argo Server itself
     * @throws GatewayException as {@link #require} does
     */
    public AccessDecider requireOutsideNamespaces(CallContext callContext, Namespace home, List<AccessCheck> rights) {
        return requireRights(callContext, home, rights);
    }

    private AccessDecider requireRights(CallContext callContext, Namespace namespace, List<AccessCheck> rights) {
        boolean lends = callContext.environment().credentialMode().usesServiceAccount();
        return switch (callContext.caller().identity()) {
            case ArgoIdentity ignored when lends -> throw CallerAuthenticator.onlyArgoKnows();
            case ArgoIdentity ignored -> AccessDecider.ARGO;
            case KubernetesIdentity caller
            when lends -> {
                requireOf(callContext, caller, rights);
                requireUseOfAccount(callContext, namespace, caller);
                lentRights
                        .of(callContext, namespace)
                        .ifPresent(lent -> requireOfAccount(callContext, namespace, lent, rights));
                yield AccessDecider.KUBERNETES;
            }
            case KubernetesIdentity holder -> {
                requireOfHolder(callContext, holder, rights);
                yield AccessDecider.KUBERNETES;
            }
        };
    }

    private void requireOf(CallContext callContext, KubernetesIdentity subject, List<AccessCheck> rights) {
        String environment = callContext.environment().name();
        require(subject, rights, right -> reviews.of(environment, subject, right, callContext.deadline()));
    }

    /** An account that is missing is named before rights for it are proposed. */
    private void requireOfAccount(
            CallContext callContext, Namespace namespace, KubernetesIdentity account, List<AccessCheck> rights) {
        try {
            requireOf(callContext, account, rights);
        } catch (GatewayException e) {
            throw e.problem().reason() == ErrorReason.ACCESS_DENIED
                    ? lentRights.missingAccount(callContext, namespace).orElse(e)
                    : e;
        }
    }

    private void requireOfHolder(CallContext callContext, KubernetesIdentity holder, List<AccessCheck> rights) {
        String environment = callContext.environment().name();
        var token = callContext.caller().token();
        require(holder, rights, right -> reviews.ofHolder(environment, token, right, callContext.deadline()));
    }

    private static void require(
            KubernetesIdentity subject, List<AccessCheck> rights, Function<AccessCheck, AccessDecision> review) {
        List<MissingRight> missing = new ArrayList<>();
        for (AccessCheck right : rights) {
            switch (review.apply(right)) {
                case Allowed() -> {}
                case Denied(var reason) -> missing.add(new MissingRight(right, reason));
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
        String account = environment
                .credentialMode()
                .serviceAccount()
                .orElseThrow(() -> AccessProblems.configuredTokenDenied(environment.name(), caller));
        AccessCheck impersonate = Operation.impersonate(namespace.value(), account);
        switch (reviews.of(environment.name(), caller, impersonate, callContext.deadline())) {
            case Allowed() -> {}
            case Denied(var reason) ->
                throw AccessProblems.useDenied(environment.name(), caller, new MissingRight(impersonate, reason));
            case Undecided(var reason) -> throw AccessProblems.undecided(caller, impersonate, reason);
        }
    }
}
