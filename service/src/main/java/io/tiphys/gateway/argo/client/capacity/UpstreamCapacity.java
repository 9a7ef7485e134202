package io.tiphys.gateway.argo.client.capacity;

import io.tiphys.gateway.environment.Requester;

/** The limits of an environment's Argo Server, and its circuit breaker. Implementations are thread-safe. */
public interface UpstreamCapacity {
    /**
     * Takes a permit of a pool.
     *
     * @throws io.tiphys.gateway.error.GatewayException with TOO_MANY_CALLS when the pool, or the requester's share of it, is
     *     used up, or ARGO_CIRCUIT_OPEN
     */
    Permit take(Pool pool, Requester requester);

    /** The permits of one pool are never taken by calls of another kind. */
    enum Pool {
        /** Calls whose request was read whole, until their answer has passed or is {@link Permit#slow slow}. */
        CALLS,
        /** Streams: watches and logs. */
        STREAMS,
        /** What lasts as long as a caller likes: bodies that pass unread, artifacts, answers that are read slowly. */
        TRANSFERS,
        /** What callers without a token ask for: pages, assets, webhooks, information. Never asks or tells the circuit. */
        ANONYMOUS
    }

    /** A permit that was taken. Thread-safe. */
    interface Permit {
        /** Tells the circuit breaker how the request ended; the first word counts. */
        void ended(UpstreamEnd end);

        /**
         * Moves to the pool of {@link Pool#TRANSFERS}, because the caller reads its answer slowly: who waits for a permit must
         * not wait for that.
         *
         * @return false when there is no room either: then the answer has to be cut
         */
        boolean slow();

        /** Gives the permit back; may be called more than once. */
        void release();
    }
}
