package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import java.util.function.Function;

/**
 * A credential for more than one call: a shared stream is reopened long after its first opening, with a currently valid
 * token. Thread-safe.
 */
public interface StandingCredential {
    /** The environment of the Argo Server. */
    SubmissionEnvironment environment();

    /**
     * Distinguishes credentials within an environment: callers with an equal key have equal permissions at the Argo Server
     * and may share streams. Never contains a token.
     */
    String key();

    /** The first requester: shared streams count toward this caller's share. */
    Requester requester();

    /**
     * Calls the Argo Server with a currently valid token and a timeout that starts now.
     *
     * @throws io.tiphys.gateway.error.GatewayException when no token is available, the token is refused, or as the call does
     */
    <T> T call(Function<ArgoCall, T> upstream);
}
