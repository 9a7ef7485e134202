package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.concurrent.Deadline;

/**
 * The two things that a keyed call does at the Argo Server.
 *
 * @param <A> the answer
 */
public interface KeyedUpstream<A> {
    /** Sends the call once. */
    Attempt<A> send(Deadline deadline);

    /**
     * Looks at the object, if the caller may.
     *
     * @throws io.tiphys.gateway.error.GatewayException when the Argo Server, or Kubernetes for a right, does not tell
     */
    Look<A> look(Deadline deadline);
}
