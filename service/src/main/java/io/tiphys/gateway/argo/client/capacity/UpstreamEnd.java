package io.tiphys.gateway.argo.client.capacity;

import java.util.Objects;

/**
 * The end of a request to an Argo Server, and its originator. This type alone decides what the circuit breaker counts, for
 * all APIs: the behaviour of the Argo Server, and nothing that a caller can cause. Immutable.
 *
 * @param event the event
 * @param callersTime whether the caller set the timeout that expired or was forwarded
 * @param callersDoing whether the caller disconnected or did not send its request to the end
 */
public record UpstreamEnd(Event event, boolean callersTime, boolean callersDoing) {
    public UpstreamEnd {
        Objects.requireNonNull(event);
    }

    /** The events. */
    public enum Event {
        /** The server answered, with any status about the request. */
        ANSWERED,
        /**
         * The server answered with a fault: 500, or gRPC code 2, 13 or 15. The server is alive: many invalid requests end
         * this way (argo-workflows v4.0.5 wraps few of its errors). A caller with such a request must not be able to lock
         * out other callers.
         */
        FAULT_ANSWERED,
        /** The server, or a proxy, answered that the service is unavailable. */
        UNAVAILABLE_ANSWERED,
        /** The server, or a proxy, answered that a timeout expired or that a call was cancelled. */
        TIMEOUT_ANSWERED,
        /** No connection could be made. */
        NO_CONNECTION,
        /** The connection broke before the response. */
        CONNECTION_BROKEN,
        /** No response arrived in time. */
        TIME_UP,
        /** No request was made, or the gateway itself failed. */
        NOT_ASKED
    }

    /** The verdict for the circuit breaker. */
    public enum Verdict {
        /** The Argo Server works. */
        HEALTHY,
        /** The Argo Server fails. */
        FAILED,
        /** The end says nothing about the Argo Server. */
        NOTHING
    }

    /** An end without any influence of a caller. */
    public static UpstreamEnd of(Event event) {
        return new UpstreamEnd(event, false, false);
    }

    /** The verdict for the circuit breaker. */
    public Verdict verdict() {
        return switch (event) {
            case ANSWERED, FAULT_ANSWERED -> Verdict.HEALTHY;
            case UNAVAILABLE_ANSWERED -> Verdict.FAILED;
            case NO_CONNECTION, CONNECTION_BROKEN -> callersDoing ? Verdict.NOTHING : Verdict.FAILED;
            case TIMEOUT_ANSWERED, TIME_UP -> callersTime || callersDoing ? Verdict.NOTHING : Verdict.FAILED;
            case NOT_ASKED -> Verdict.NOTHING;
        };
    }

    /**
     * Classifies a response.
     *
     * @param httpStatus its HTTP status
     * @param grpcCode its gRPC code; -1 for a response without one
     */
    public static Event answer(int httpStatus, int grpcCode) {
        if (grpcCode >= 0) {
            return switch (grpcCode) {
                case 14 -> Event.UNAVAILABLE_ANSWERED;
                case 1, 4 -> Event.TIMEOUT_ANSWERED;
                case 2, 13, 15 -> Event.FAULT_ANSWERED;
                default -> Event.ANSWERED;
            };
        }
        return switch (httpStatus) {
            case 408, 504 -> Event.TIMEOUT_ANSWERED;
            case 502, 503 -> Event.UNAVAILABLE_ANSWERED;
            default -> httpStatus >= 500 && httpStatus != 501 ? Event.FAULT_ANSWERED : Event.ANSWERED;
        };
    }
}
