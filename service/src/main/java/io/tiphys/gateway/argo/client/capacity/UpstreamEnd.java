package io.tiphys.gateway.argo.client.capacity;

import java.util.Objects;

/**
 * How a request to an Argo Server ended, and whose doing that was. The only place that decides what the circuit breaker
 * counts, for all APIs: it counts what the Argo Server did, and nothing that a caller can bring about. Immutable.
 *
 * @param event what happened
 * @param callersTime whether the time that ran out, or that was passed on, is one that the caller set
 * @param callersDoing whether the caller went away, or did not send its request to the end
 */
public record UpstreamEnd(Event event, boolean callersTime, boolean callersDoing) {
    public UpstreamEnd {
        Objects.requireNonNull(event);
    }

    /** What can happen. */
    public enum Event {
        /** It answered, with whatever status that is about the request. */
        ANSWERED,
        /**
         * It answered with a fault: 500, or gRPC code 2, 13 or 15. It lives: many requests that are wrong end so
         * (argo-workflows v4.0.5 wraps few of its errors), and whoever finds one must not be able to shut out the others.
         */
        FAULT_ANSWERED,
        /** It, or a proxy, answered that it is not available. */
        UNAVAILABLE_ANSWERED,
        /** It, or a proxy, answered that a time was up or a call cancelled. */
        TIMEOUT_ANSWERED,
        /** No connection could be made. */
        NO_CONNECTION,
        /** The connection broke before the answer. */
        CONNECTION_BROKEN,
        /** No answer came in time. */
        TIME_UP,
        /** It was not asked, or the gateway itself failed. */
        NOT_ASKED
    }

    /** What the circuit breaker makes of it. */
    public enum Verdict {
        /** The Argo Server works. */
        HEALTHY,
        /** The Argo Server does not. */
        FAILED,
        /** This tells nothing of it. */
        NOTHING
    }

    /** An end in which no caller had a hand. */
    public static UpstreamEnd of(Event event) {
        return new UpstreamEnd(event, false, false);
    }

    /** What the circuit breaker counts. */
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
     * The event that an answer is.
     *
     * @param httpStatus its HTTP status
     * @param grpcCode its gRPC code; -1 for an answer that tells none
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
