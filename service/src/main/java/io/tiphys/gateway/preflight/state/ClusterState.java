package io.tiphys.gateway.preflight.state;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;

/**
 * Port to the state of a cluster. Implementations are thread-safe and never throw: they return {@link StateAnswer.Unknown}.
 */
public interface ClusterState {
    /**
     * Reads state with the caller's token, never with the gateway's own account.
     *
     * @param environment the environment of the cluster
     * @param token the caller's token
     * @param namespace the namespace of the question
     */
    <T> StateAnswer<T> ask(
            String environment, BearerToken token, String namespace, StateQuestion<T> question, Deadline deadline);
}
