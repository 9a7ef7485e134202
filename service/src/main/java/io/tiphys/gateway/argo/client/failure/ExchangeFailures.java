package io.tiphys.gateway.argo.client.failure;

import io.tiphys.gateway.argo.client.capacity.EndedException;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import io.tiphys.gateway.argo.client.connection.Delivery;
import io.tiphys.gateway.argo.client.framing.AnswerReader;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The problems of requests without a response. */
public final class ExchangeFailures {
    private ExchangeFailures() {}

    /** The connection could not be made, or broke, or the response was too large, alone or beside others. */
    public static GatewayException broken(ArgoRequest request, Delivery delivery, Throwable cause) {
        if (cause instanceof AnswerReader.TooLargeException) {
            return EndedException.of(UpstreamEnd.of(Event.ANSWERED), tooLarge(request), cause);
        }
        if (cause instanceof GatewayException known) {
            return EndedException.of(UpstreamEnd.of(Event.ANSWERED), known.problem(), cause);
        }
        Problem problem = unanswered(request.effect(), request.traces(), delivery);
        return EndedException.of(UpstreamEnd.of(delivery.event()), problem, cause);
    }

    private static Problem tooLarge(ArgoRequest request) {
        return request.effect() == Effect.CHANGE
                ? unknown(request.traces())
                : Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server's answer is too large.");
    }

    /** There is no response, because of the connection. */
    static Problem unanswered(Effect effect, Map<String, String> traces, Delivery delivery) {
        if (delivery.isSurelyUndone()) {
            return Problem.of(
                    ErrorReason.ARGO_UNAVAILABLE, "No connection to the Argo Server could be made; nothing was sent.");
        }
        return effect == Effect.CHANGE
                ? unknown(traces)
                : Problem.of(
                        ErrorReason.ARGO_UNAVAILABLE,
                        "The connection to the Argo Server broke before the answer was complete.");
    }

    /** The deadline passed. */
    public static GatewayException late(
            ArgoRequest request, Delivery delivery, Deadline deadline, TimeoutException cause) {
        Effect effect = delivery.isSurelyUndone() ? Effect.READ : request.effect();
        return EndedException.of(
                new UpstreamEnd(Event.TIME_UP, deadline.shortened(), false), late(effect, request.traces()), cause);
    }

    /** The timeout of a request that may have been sent. */
    public static Problem late(Effect effect, Map<String, String> traces) {
        return effect == Effect.CHANGE
                ? unknown(traces)
                : Problem.of(
                        ErrorReason.DEADLINE_EXCEEDED, "The Argo Server did not answer in time; nothing was changed.");
    }

    /** The caller disconnected. */
    public static GatewayException cancelled(Throwable cause) {
        return EndedException.of(
                new UpstreamEnd(Event.TIME_UP, false, true),
                Problem.of(ErrorReason.CANCELLED, "The call was cancelled."),
                cause);
    }

    /** The response does not conform to the Argo API. */
    public static GatewayException incomprehensible(Throwable cause) {
        return new GatewayException(
                Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server sent what cannot be understood."), cause);
    }

    /** The request may have been carried out. */
    static Problem unknown(Map<String, String> traces) {
        Problem problem = Problem.of(
                ErrorReason.OUTCOME_UNKNOWN,
                "The request was sent to the Argo Server, but no answer came back: it may have been carried out.");
        for (Map.Entry<String, String> trace : traces.entrySet()) {
            problem = problem.with(trace.getKey(), trace.getValue());
        }
        return problem;
    }
}
