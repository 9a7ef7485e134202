package io.tiphys.gateway.access;

import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.caller.CallerAuthenticator;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.CredentialRequest;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Objects;
import java.util.Optional;

/**
 * An authenticated caller in an environment: the input of every use case.
 *
 * @param environment the environment of submission, with the service account that the gateway acts as for this caller
 * @param caller the caller
 * @param deadline the deadline of the call
 * @param address the network of the caller, as {@link CallOrigin#network} names it
 * @param accountRule the rule that selected the environment's service account; empty for the configured one
 * @param accounts selects the service account for each namespace; usually that of the environment, in this namespace
 */
public record CallContext(
        SubmissionEnvironment environment,
        Caller caller,
        Deadline deadline,
        String address,
        Optional<String> accountRule,
        AccountSelector accounts) {
    public CallContext {
        Objects.requireNonNull(environment);
        Objects.requireNonNull(caller);
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(address);
        Objects.requireNonNull(accountRule);
        Objects.requireNonNull(accounts);
    }

    /** A call with one service account, of each namespace. */
    public CallContext(
            SubmissionEnvironment environment,
            Caller caller,
            Deadline deadline,
            String address,
            Optional<String> accountRule) {
        this(
                environment,
                caller,
                deadline,
                address,
                accountRule,
                namespace -> new AccountSelector.Selected(environment.credentialMode(), namespace, accountRule));
    }

    /** A call with the service account that the environment configures. */
    public CallContext(SubmissionEnvironment environment, Caller caller, Deadline deadline, String address) {
        this(environment, caller, deadline, address, Optional.empty());
    }

    /** The same call with another deadline, for a part of it. */
    public CallContext with(Deadline other) {
        return new CallContext(environment, caller, other, address, accountRule, accounts);
    }

    /** The requester for limits on shared resources. */
    public Requester requester() {
        return new Requester(caller.key(), address);
    }

    /** The request for a credential of this call in a namespace. */
    public CredentialRequest credentialIn(Namespace namespace) {
        AccountSelector.Selected account = accounts.in(namespace);
        return new CredentialRequest(
                environment.name(), account.namespace().value(), account.mode(), caller.upstreamToken(), deadline);
    }

    /**
     * Refuses a caller that only the Argo Server can identify. For calls that the gateway answers without the Argo Server.
     *
     * @throws io.tiphys.gateway.error.GatewayException with TOKEN_KIND_UNSUPPORTED
     */
    public void requireKnownCaller() {
        if (caller.identity() instanceof ArgoIdentity) {
            throw CallerAuthenticator.onlyArgoKnows();
        }
    }
}
