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

/**
 * A known caller in an environment: what every use case starts from.
 *
 * @param environment where
 * @param caller who
 * @param deadline when the call has to end
 * @param address the network that the call comes from, as {@link CallOrigin#network} names it
 */
public record CallContext(SubmissionEnvironment environment, Caller caller, Deadline deadline, String address) {
    public CallContext {
        Objects.requireNonNull(environment);
        Objects.requireNonNull(caller);
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(address);
    }

    /** The same call with another deadline, for a part of it. */
    public CallContext with(Deadline other) {
        return new CallContext(environment, caller, other, address);
    }

    /** On whose behalf the call takes what all share. */
    public Requester requester() {
        return new Requester(caller.key(), address);
    }

    /** What this call needs a credential for in a namespace. */
    public CredentialRequest credentialIn(Namespace namespace) {
        return new CredentialRequest(
                environment.name(), namespace.value(), environment.credentialMode(), caller.token(), deadline);
    }

    /**
     * Refuses a caller whom only the Argo Server can tell: for what is answered without asking it.
     *
     * @throws io.tiphys.gateway.error.GatewayException with TOKEN_KIND_UNSUPPORTED
     */
    public void requireKnownCaller() {
        if (caller.identity() instanceof ArgoIdentity) {
            throw CallerAuthenticator.onlyArgoKnows();
        }
    }
}
