package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.concurrent.Deadline;

/**
 * The two upstream operations of a keyed call.
 *
 * @param <A> the answer
 */
public interface KeyedUpstream<A> {
    /** Sends the call once. */
    Attempt<A> send(Deadline deadline);

    /**
     * Looks at the object, if the caller may.
     *
     * @throws io.tiphys.gateway.error.GatewayException when the Argo Server, or Kubernetes for a permission, gives no answer
     */
    Look<A> look(Deadline deadline);
}
