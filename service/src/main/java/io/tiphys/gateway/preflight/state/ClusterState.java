package io.tiphys.gateway.preflight.state;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;

/** Port to the state of a cluster. Implementations are thread-safe and never throw: they answer {@link StateAnswer.Unknown}. */
public interface ClusterState {
    /**
     * Asks with the token of whom it is asked for, never with the gateway's own account.
     *
     * @param environment whose cluster
     * @param token the caller's token
     * @param namespace the namespace that the question is about
     */
    <T> StateAnswer<T> ask(
            String environment, BearerToken token, String namespace, StateQuestion<T> question, Deadline deadline);
}
