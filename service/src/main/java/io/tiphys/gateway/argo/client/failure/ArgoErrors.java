package io.tiphys.gateway.argo.client.failure;

import io.tiphys.gateway.access.AccessDecider;
import io.tiphys.gateway.argo.client.capacity.EndedException;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import io.tiphys.gateway.argo.client.framing.ArgoAnswer;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;

/**
 * The single reader of the Argo Server's error responses. Messages about the caller's request are shown. Of the server's own
 * faults, only messages without internal details are shown; the others go to the log.
 */
public final class ArgoErrors {
    private static final Duration USUAL_WAIT = Duration.ofSeconds(1);
    private static final int NOT_AN_ARGO_SERVER = -1;
    private static final int PROXY_TOO_LARGE = -2;
    private static final int PROXY_UNAVAILABLE = -3;

    private ArgoErrors() {}

    /**
     * Converts an error response to an exception.
     *
     * @return {@link CredentialRefusedException} for a token that was not accepted, else {@link GatewayException}
     */
    public static RuntimeException toException(ArgoAnswer answer, ArgoRequest request) {
        int code = answer.code().orElseGet(() -> codeOf(answer.httpStatus()));
        if (code == 16) {
            return new CredentialRefusedException("the Argo Server answered 401");
        }
        String message = ArgoMessages.clean(answer.message());
        Problem problem = byPattern(code, message, request);
        if (problem.reason() == ErrorReason.ARGO_THROTTLED) {
            problem = problem.withRetryAfter(
                    answer.retryAfter().filter(Duration::isPositive).orElse(USUAL_WAIT));
        }
        return EndedException.of(
                event(answer, code, message),
                problem,
                "HTTP " + answer.httpStatus() + ", gRPC code " + code + ": " + message);
    }

    /** The server reports some failures of Kubernetes as faults of its own. */
    private static Event event(ArgoAnswer answer, int code, String message) {
        if (ArgoErrorPattern.KUBERNETES_UNREACHABLE.in(code, message)) {
            return Event.UNAVAILABLE_ANSWERED;
        }
        if (ArgoErrorPattern.CUT_MIDWAY.in(code, message)) {
            return Event.TIMEOUT_ANSWERED;
        }
        return UpstreamEnd.answer(answer.httpStatus(), answer.code().orElse(-1));
    }

    /**
     * Converts an error after the reader was notified that the stream is open. At that point a fresh token is too late.
     *
     * @return a {@link GatewayException}
     */
    public static RuntimeException ofOpenStream(ArgoAnswer answer, ArgoRequest request) {
        RuntimeException failure = toException(answer, request);
        return failure instanceof CredentialRefusedException
                ? new GatewayException(
                        Problem.of(ErrorReason.ARGO_UNAVAILABLE, "The Argo Server no longer accepts the token."),
                        failure)
                : failure;
    }

    private static Problem byPattern(int code, String message, ArgoRequest request) {
        for (ArgoErrorPattern pattern : ArgoErrorPattern.values()) {
            if (pattern.in(code, message)) {
                return ofPattern(pattern, message, request);
            }
        }
        return byCode(code, message, request);
    }

    private static Problem ofPattern(ArgoErrorPattern pattern, String message, ArgoRequest request) {
        return switch (pattern) {
            case TOO_LARGE ->
                request.effect() == Effect.READ
                        ? Problem.of(ErrorReason.ARGO_BROKEN, "The response is larger than the Argo Server can send.")
                        : Problem.of(ErrorReason.WORKFLOW_TOO_LARGE, message);
            case WATCH_TOO_OLD -> Problem.of(ErrorReason.WATCH_EXPIRED, message);
            case QUOTA_USED_UP -> Problem.of(ErrorReason.QUOTA_EXCEEDED, message);
            case NAMESPACE_ENDING, NAMESPACE_MISSING -> Problem.of(ErrorReason.NAMESPACE_NOT_FOUND, message);
            case DENIED_BY_POLICY, REQUEST_WRONG -> Problem.of(ErrorReason.WORKFLOW_REFUSED_BY_ARGO, message);
            case CHANGED_MEANWHILE -> Problem.of(ErrorReason.WORKFLOW_CONFLICT, message);
            case STATE_UNSUITABLE -> Problem.of(ErrorReason.WORKFLOW_STATE_UNSUITABLE, message);
            case OTHER_INSTANCE -> Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, message);
            case KUBERNETES_UNREACHABLE -> unavailable(request, "The Argo Server cannot reach its own upstream.");
            case CUT_MIDWAY -> unanswered(request);
        };
    }

    private static Problem byCode(int code, String message, ArgoRequest request) {
        return switch (code) {
            case 1, 4 -> unanswered(request);
            case 2 ->
                request.effect() == Effect.LINT && ArgoMessages.isNeutral(message)
                        ? of(ErrorReason.WORKFLOW_REFUSED_BY_ARGO, message)
                        : broken(message);
            case 3, 11 -> of(ErrorReason.WORKFLOW_REFUSED_BY_ARGO, message);
            case 5 -> of(ErrorReason.WORKFLOW_NOT_FOUND, message);
            case 6 -> of(ErrorReason.WORKFLOW_ALREADY_EXISTS, message);
            case 7 -> of(ErrorReason.ACCESS_DENIED, message).with("decidedBy", AccessDecider.ARGO.name());
            case 8 -> of(ErrorReason.ARGO_THROTTLED, message);
            case 9 -> of(ErrorReason.WORKFLOW_STATE_UNSUITABLE, message);
            case 10 -> of(ErrorReason.WORKFLOW_CONFLICT, message);
            case 14 -> unavailable(request, "The Argo Server answers that it is unavailable.");
            case PROXY_UNAVAILABLE ->
                Problem.of(ErrorReason.ARGO_UNAVAILABLE, "A proxy answers that the Argo Server is unavailable.");
            case PROXY_TOO_LARGE ->
                Problem.of(
                        ErrorReason.WORKFLOW_TOO_LARGE,
                        "A proxy in front of the Argo Server refuses a request of this size.");
            case NOT_AN_ARGO_SERVER ->
                Problem.of(ErrorReason.ARGO_BROKEN, "The configured address does not serve the Argo Server API.");
            default -> broken(message);
        };
    }

    /** The closest gRPC code for the response of a proxy. */
    private static int codeOf(int httpStatus) {
        return switch (httpStatus) {
            case 401 -> 16;
            case 403 -> 7;
            case 408, 502, 504 -> 4;
            case 413 -> PROXY_TOO_LARGE;
            case 429 -> 8;
            case 503 -> PROXY_UNAVAILABLE;
            case 500 -> 13;
            default -> NOT_AN_ARGO_SERVER;
        };
    }

    private static Problem of(ErrorReason reason, String message) {
        return Problem.of(reason, message.isEmpty() ? reason.title() + "." : message);
    }

    private static Problem broken(String message) {
        boolean showable = !message.isEmpty() && ArgoMessages.isNeutral(message);
        return Problem.of(
                ErrorReason.ARGO_BROKEN,
                showable
                        ? "The Argo Server reports an error: " + message
                        : "The Argo Server reports an internal error.");
    }

    /** Argo makes a change in steps and reads the workflow after the last one: any of the steps may have failed. */
    private static Problem unavailable(ArgoRequest request, String detail) {
        return "PUT".equals(request.method())
                ? ExchangeFailures.unknown(request.traces())
                : Problem.of(ErrorReason.ARGO_UNAVAILABLE, detail);
    }

    private static Problem unanswered(ArgoRequest request) {
        return request.effect() == Effect.CHANGE
                ? ExchangeFailures.unknown(request.traces())
                : Problem.of(
                        ErrorReason.ARGO_UNAVAILABLE, "The Argo Server got no response from its own upstream in time.");
    }
}
