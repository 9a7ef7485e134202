package io.tiphys.gateway.access;

import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.account.AnnotatedAccount;
import io.tiphys.gateway.environment.account.ArgoSelection.Chosen;
import io.tiphys.gateway.environment.account.ArgoSelection.Undecided;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;

/** The problems of the selection of an account by Argo's annotations. */
final class AccountProblems {
    private AccountProblems() {}

    static GatewayException noneApplies(SubmissionEnvironment environment, String user, Namespace namespace) {
        return denied(
                environment,
                user,
                "is none: no rule in the annotation " + AnnotatedAccount.RULE + " of a service account of namespace '"
                        + namespace + "' is true for this caller.");
    }

    static GatewayException undecided(
            SubmissionEnvironment environment, String user, Namespace namespace, Undecided undecided) {
        return denied(
                environment,
                user,
                "cannot be decided: the annotation " + AnnotatedAccount.RULE + " of service account '"
                        + undecided.account() + "' of namespace '" + namespace + "' has no result for this caller: "
                        + undecided.reason() + ".");
    }

    static GatewayException groupsUnknown(SubmissionEnvironment environment, String user) {
        return denied(
                environment, user, "cannot be decided: the token's claim with the groups is not a list of texts.");
    }

    static GatewayException notPermitted(SubmissionEnvironment environment, String user, Chosen chosen) {
        return denied(
                environment,
                user,
                "would be '" + chosen.account() + "' of namespace '" + chosen.namespace()
                        + "', by its annotation " + AnnotatedAccount.RULE + ", but tiphys.environments."
                        + environment.name() + ".argo-account-rules.service-accounts does not name it.");
    }

    private static GatewayException denied(SubmissionEnvironment environment, String user, String why) {
        return new GatewayException(Problem.of(
                        ErrorReason.SERVICE_ACCOUNT_USE_DENIED,
                        "The service account that environment '" + environment.name() + "' uses for '" + user + "' "
                                + why)
                .with("user", user));
    }
}
