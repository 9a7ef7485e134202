package io.tiphys.gateway.argo;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.UpstreamEnd;
import io.tiphys.gateway.environment.UpstreamEnd.Event;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The problems of an exchange that brought no answer. */
final class ExchangeFailures {
    private ExchangeFailures() {}

    /** The connection could not be made, or broke. */
    static GatewayException broken(Exchange exchange, Throwable cause) {
        if (!exchange.maybeSent(cause)) {
            return EndedException.of(
                    UpstreamEnd.of(Event.NO_CONNECTION),
                    Problem.of(
                            ErrorReason.ARGO_UNAVAILABLE,
                            "No connection to the Argo Server could be made; nothing was sent."),
                    cause);
        }
        boolean tooLarge = isTooLarge(cause);
        UpstreamEnd end = UpstreamEnd.of(tooLarge ? Event.ANSWERED : Event.CONNECTION_BROKEN);
        if (exchange.request().effect() == Effect.CHANGE) {
            return EndedException.of(end, unknown(exchange.request()), cause);
        }
        return EndedException.of(
                end,
                tooLarge
                        ? Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server's answer is too large.")
                        : Problem.of(
                                ErrorReason.ARGO_UNAVAILABLE,
                                "The connection to the Argo Server broke before the answer was complete."),
                cause);
    }

    /** The JDK has no type for it (HttpResponse.BodySubscribers.limiting). */
    private static boolean isTooLarge(Throwable cause) {
        String message = cause.getMessage();
        return message != null && message.startsWith("body exceeds capacity");
    }

    /** The time is up. */
    static GatewayException late(Exchange exchange, Deadline deadline, TimeoutException cause) {
        boolean mayBeDone = exchange.request().effect() == Effect.CHANGE && exchange.maybeSent(cause);
        return EndedException.of(
                new UpstreamEnd(Event.TIME_UP, deadline.shortened(), false),
                mayBeDone
                        ? unknown(exchange.request())
                        : Problem.of(
                                ErrorReason.DEADLINE_EXCEEDED,
                                "The Argo Server did not answer in time; nothing was changed."),
                cause);
    }

    /** The caller went away. */
    static GatewayException cancelled(Throwable cause) {
        return EndedException.of(
                new UpstreamEnd(Event.TIME_UP, false, true),
                Problem.of(ErrorReason.CANCELLED, "The call was cancelled."),
                cause);
    }

    /** What came is not what an Argo Server sends. */
    static GatewayException incomprehensible(Throwable cause) {
        return new GatewayException(
                Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server sent what cannot be understood."), cause);
    }

    /** It may have been done. */
    static Problem unknown(ArgoRequest request) {
        Problem problem = Problem.of(
                ErrorReason.OUTCOME_UNKNOWN,
                "The request was sent to the Argo Server, but no answer came back: it may have been carried out.");
        for (Map.Entry<String, String> trace : request.traces().entrySet()) {
            problem = problem.with(trace.getKey(), trace.getValue());
        }
        return problem;
    }
}
