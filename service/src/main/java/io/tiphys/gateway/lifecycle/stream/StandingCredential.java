package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import java.util.function.Function;

/**
 * A credential that serves more than one call: a stream that many share is opened again long after the call that opened
 * it first, with a token that is good then. Thread-safe.
 */
public interface StandingCredential {
    /** Which Argo Server it is for. */
    SubmissionEnvironment environment();

    /**
     * What tells credentials apart within an environment: whoever comes with an equal key has equal rights at the Argo
     * Server and may share what was opened with it. Never holds a token.
     */
    String key();

    /** Who asked for it first: what is opened with it counts as that caller's share. */
    Requester requester();

    /**
     * Calls the Argo Server with a token that is good now and a time limit that starts now.
     *
     * @throws io.tiphys.gateway.error.GatewayException when no token can be had, it is refused, or as the call does
     */
    <T> T call(Function<ArgoCall, T> upstream);
}
