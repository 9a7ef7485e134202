package io.tiphys.gateway.argo.client.capacity;

import io.tiphys.gateway.environment.Requester;

/** The limits of an environment's Argo Server, and its circuit breaker. Implementations are thread-safe. */
public interface UpstreamCapacity {
    /**
     * Acquires a permit of a pool.
     *
     * @throws io.tiphys.gateway.error.GatewayException with TOO_MANY_CALLS when the pool or the requester's share of the
     *     pool is used up, or ARGO_CIRCUIT_OPEN
     */
    Permit take(Pool pool, Requester requester);

    /** Calls of one kind never use permits of another kind's pool. */
    enum Pool {
        /** Calls whose request was read whole, until their response has passed or is {@link Permit#slow slow}. */
        CALLS,
        /** Streams: watches and logs. */
        STREAMS,
        /** Calls of unlimited duration: unread bodies, artifacts, slowly read responses. */
        TRANSFERS,
        /**
         * Requests without a token: pages, assets, webhooks, information. They neither consult nor notify the circuit
         * breaker.
         */
        ANONYMOUS
    }

    /** An acquired permit. Thread-safe. */
    interface Permit {
        /** Reports the end of the request to the circuit breaker; the first report counts. */
        void ended(UpstreamEnd end);

        /**
         * Moves the permit to the pool {@link Pool#TRANSFERS}, because the caller reads the response slowly. Waiting calls
         * must not depend on a slow reader.
         *
         * @return false when that pool is full too: then the response must be aborted
         */
        boolean slow();

        /** Releases the permit; may be called more than once. */
        void release();
    }
}
