package io.tiphys.gateway.access;

import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.GatewayToken;
import io.tiphys.gateway.access.caller.IssuedToken;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.account.AccountRule;
import io.tiphys.gateway.environment.account.AccountRules.Default;
import io.tiphys.gateway.environment.account.AccountRules.Ruled;
import io.tiphys.gateway.environment.account.AccountRules.Undecided;
import io.tiphys.gateway.environment.account.ArgoAccountRules;
import io.tiphys.gateway.environment.account.CallerFacts;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * Selects the service account that the gateway acts as for a caller. The rest of the call sees an environment with this
 * account, so that its use and its permissions are reviewed like those of the configured one: a rule grants nothing.
 * Thread-safe.
 */
@Singleton
public final class ActingAccounts {
    private final ArgoAccounts argoAccounts;

    public ActingAccounts(ArgoAccounts argoAccounts) {
        this.argoAccounts = argoAccounts;
    }

    /**
     * The context of a call.
     *
     * @param environment the environment as it is configured
     * @throws GatewayException with SERVICE_ACCOUNT_USE_DENIED when a rule cannot be decided, and as {@link AccountSelector#in} does
     */
    CallContext context(SubmissionEnvironment environment, Caller caller, Deadline deadline, String address) {
        if (!(caller.identity() instanceof KubernetesIdentity identity)) {
            return new CallContext(environment, caller, deadline, address);
        }
        Optional<IssuedToken> issued = caller.issued();
        Optional<ArgoAccountRules> ofArgo = environment.accountRules().ofArgo();
        if (issued.isPresent()
                && ofArgo.isPresent()
                && ofArgo.get().identity().equals(issued.get().issuer().id())) {
            return argoAccounts.context(environment, ofArgo.get(), caller, issued.get(), deadline, address);
        }
        return switch (environment.accountRules().choose(facts(caller, identity))) {
            case Default() -> new CallContext(environment, caller, deadline, address);
            case Ruled(var rule) ->
                new CallContext(
                        environment.actingAs(rule.serviceAccount()), caller, deadline, address, Optional.of(rule.id()));
            case Undecided(var rule) -> throw undecided(environment, identity, rule);
        };
    }

    private static CallerFacts facts(Caller caller, KubernetesIdentity identity) {
        return new CallerFacts(
                identity.user(),
                identity.groups(),
                caller.gatewayToken().map(GatewayToken::claims).orElse(Map.of()));
    }

    private static GatewayException undecided(
            SubmissionEnvironment environment, KubernetesIdentity identity, AccountRule rule) {
        return new GatewayException(Problem.of(
                        ErrorReason.SERVICE_ACCOUNT_USE_DENIED,
                        "Which service account environment '" + environment.name()
                                + "' uses for '" + identity.user() + "' cannot be decided: the expression of rule '"
                                + rule.id() + "' has no result for this caller, for example because a claim is missing."
                                + " The operator can test a claim with has().")
                .with("user", identity.user())
                .with("rule", rule.id()));
    }
}
