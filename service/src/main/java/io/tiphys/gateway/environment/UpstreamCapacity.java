package io.tiphys.gateway.environment;

/**
 * Port to the limits of an environment's Argo Server, for whoever speaks to it without the use cases: the same limits and
 * the same circuit hold for all. Implementations are thread-safe.
 */
public interface UpstreamCapacity {
    /**
     * Takes a place among the calls that are under way.
     *
     * @throws io.tiphys.gateway.error.GatewayException with TOO_MANY_CALLS or ARGO_CIRCUIT_OPEN
     */
    Place call(SubmissionEnvironment environment);

    /**
     * Takes a place among the streams that are open.
     *
     * @throws io.tiphys.gateway.error.GatewayException with TOO_MANY_CALLS or ARGO_CIRCUIT_OPEN
     */
    Place stream(SubmissionEnvironment environment);

    /** A place that was taken. */
    interface Place {
        /** The Argo Server began to answer; to be said once at the most, and not after {@link #failed}. */
        void answered();

        /** The Argo Server did not answer, for this cause; to be said once at the most. */
        void failed(Throwable cause);

        /** Gives the place back; may be called more than once. */
        void release();
    }
}
