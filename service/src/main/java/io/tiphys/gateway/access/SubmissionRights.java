package io.tiphys.gateway.access;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.access.review.CachedAccessReviews;
import io.tiphys.gateway.access.review.MissingPermission;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds everything that {@link NamespaceGuard} would refuse, at once instead of one by one: the caller's own permissions,
 * the permission to use the environment's account, and the permissions of the delegated identity. All reviews run in
 * parallel. Thread-safe.
 */
@Singleton
public final class SubmissionRights {
    private final CachedAccessReviews reviews;
    private final DelegatedIdentity lentRights;

    public SubmissionRights(CachedAccessReviews reviews, DelegatedIdentity lentRights) {
        this.reviews = reviews;
        this.lentRights = lentRights;
    }

    /**
     * The result of the reviews.
     *
     * @param missingPermissions missing permissions, in the order caller, use of the account, delegated identity
     * @param undecided permissions without a decision
     * @param refusals problems that no permission corrects, for example an unavailable credential of the environment
     * @param ofCaller the permissions that the caller itself certainly has
     */
    public record Verdict(
            List<MissingPermission> missingPermissions,
            List<MissingPermission> undecided,
            List<Problem> refusals,
            Set<AccessCheck> ofCaller) {
        public Verdict {
            missingPermissions = List.copyOf(missingPermissions);
            undecided = List.copyOf(undecided);
            refusals = List.copyOf(refusals);
            ofCaller = Set.copyOf(ofCaller);
        }

        /** Whether the caller itself certainly has these reviewed permissions. */
        public boolean callerHas(List<AccessCheck> rights) {
            return ofCaller.containsAll(rights);
        }
    }

    private record Reviewed(MissingPermission right, AccessDecision decision, boolean ofCaller) {}

    /**
     * Reviews the permissions.
     *
     * @param caller the caller of the call
     * @param rights the permissions that the call needs
     * @throws GatewayException with DEADLINE_EXCEEDED
     */
    public Verdict review(
            CallContext callContext, KubernetesIdentity caller, Namespace namespace, List<AccessCheck> rights) {
        List<Supplier<Reviewed>> questions = new ArrayList<>();
        List<Problem> refusals = new ArrayList<>();
        boolean lends = callContext.environment().credentialMode().usesServiceAccount();
        for (AccessCheck right : rights) {
            questions.add(() -> new Reviewed(
                    new MissingPermission(caller, right),
                    lends ? ofIdentity(callContext, caller, right) : ofCaller(callContext, right),
                    true));
        }
        if (lends && isSelected(callContext, namespace, refusals)) {
            useOfAccount(callContext, caller, namespace, questions, refusals);
            delegated(callContext, namespace, refusals)
                    .ifPresent(subject -> rights.forEach(right -> questions.add(() -> new Reviewed(
                            new MissingPermission(subject, right), ofIdentity(callContext, subject, right), false))));
        }
        return verdict(Parallel.all(questions, callContext.deadline()), refusals);
    }

    private static boolean isSelected(CallContext callContext, Namespace namespace, List<Problem> refusals) {
        try {
            callContext.accounts().in(namespace);
            return true;
        } catch (GatewayException e) {
            refusals.add(e.problem());
            return false;
        }
    }

    private void useOfAccount(
            CallContext callContext,
            KubernetesIdentity caller,
            Namespace namespace,
            List<Supplier<Reviewed>> questions,
            List<Problem> refusals) {
        var environment = callContext.environment();
        if (environment.accountUsers().names(caller.user(), caller.groups())) {
            return;
        }
        AccountSelector.Selected selected = callContext.accounts().in(namespace);
        Optional<String> account = selected.mode().serviceAccount();
        if (account.isEmpty()) {
            refusals.add(AccessProblems.configuredTokenDenied(environment.name(), caller)
                    .problem());
            return;
        }
        AccessCheck impersonate = Operation.impersonate(selected.namespace().value(), account.get());
        questions.add(() -> new Reviewed(
                new MissingPermission(caller, impersonate), ofIdentity(callContext, caller, impersonate), false));
    }

    private Optional<KubernetesIdentity> delegated(
            CallContext callContext, Namespace namespace, List<Problem> refusals) {
        try {
            return lentRights.of(callContext, namespace);
        } catch (GatewayException e) {
            refusals.add(e.problem());
            return Optional.empty();
        }
    }

    private AccessDecision ofIdentity(CallContext callContext, KubernetesIdentity subject, AccessCheck right) {
        return reviews.of(callContext.environment().name(), subject, right, callContext.deadline());
    }

    private AccessDecision ofCaller(CallContext callContext, AccessCheck right) {
        return reviews.ofCaller(
                callContext.environment().name(),
                callContext.caller().upstreamToken().orElseThrow(),
                right,
                callContext.deadline());
    }

    private static Verdict verdict(List<Reviewed> reviewed, List<Problem> refusals) {
        List<MissingPermission> missingPermissions = new ArrayList<>();
        List<MissingPermission> undecided = new ArrayList<>();
        Set<AccessCheck> ofCaller = new HashSet<>();
        for (Reviewed one : reviewed) {
            switch (one.decision()) {
                case Allowed() -> {}
                case Denied ignored -> missingPermissions.add(one.right());
                case Undecided ignored -> undecided.add(one.right());
            }
            if (one.ofCaller() && one.decision() instanceof Allowed) {
                ofCaller.add(one.right().check());
            }
        }
        return new Verdict(missingPermissions, undecided, refusals, ofCaller);
    }
}
