package io.tiphys.gateway.server.call;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.common.util.Exceptions;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.StatusCode;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a call: OK, the reason that its API gave, or the name of a gRPC status of an upstream that the gateway
 * passed on. The set of words is bounded, because they are labels of metrics.
 */
final class CallOutcome {
    /**
     * A caller whose deadline passes resets the call. The caller's deadline passes slightly before the gateway's, because of
     * the latency of the request.
     */
    private static final Duration UNDER_WAY = Duration.ofMillis(250);

    private CallOutcome() {}

    /**
     * The outcome of a call.
     *
     * @param log of a response that has ended
     * @param duration the duration of the call
     */
    static String of(ApiCall call, RequestLog log, RequestHeaders request, Duration duration) {
        return call.reason()
                .map(ErrorReason::name)
                .or(() -> broken(log.responseCause(), timeLeft(request, duration)))
                .orElseGet(() -> answered(
                        call.protocol().grpc(),
                        log.responseHeaders().status().code(),
                        GrpcTrailers.of(log).get(GrpcTrailers.STATUS)));
    }

    /** The outcome of a call whose response is incomplete and that has no reason. */
    private static Optional<String> broken(@Nullable Throwable cause, Optional<Duration> timeLeft) {
        if (cause == null) {
            return Optional.empty();
        }
        if (cause instanceof ShuttingDownException) {
            return Optional.of(ErrorReason.OUTCOME_UNKNOWN.name());
        }
        boolean gone = Exceptions.isStreamCancelling(cause) || Exceptions.isExpected(cause);
        return Optional.of((gone ? unanswered(timeLeft) : ErrorReason.INTERNAL).name());
    }

    /** The reason why a caller disconnected before the response. */
    static ErrorReason unanswered(Optional<Duration> timeLeft) {
        return timeLeft.filter(left -> left.compareTo(UNDER_WAY) < 0).isPresent()
                ? ErrorReason.DEADLINE_EXCEEDED
                : ErrorReason.CANCELLED;
    }

    private static Optional<Duration> timeLeft(RequestHeaders request, Duration duration) {
        return GrpcTimeout.of(request.get("grpc-timeout")).map(given -> given.minus(duration));
    }

    /** The outcome that a response reports. */
    static String answered(boolean grpc, int httpStatus, @Nullable String grpcStatus) {
        return (grpc && httpStatus < 400 ? ofGrpc(grpcStatus) : ofHttp(httpStatus)).name();
    }

    private static StatusCode ofGrpc(@Nullable String status) {
        return Stream.of(StatusCode.values())
                .filter(code -> Integer.toString(code.number()).equals(status))
                .findFirst()
                .orElse(StatusCode.UNKNOWN);
    }

    private static StatusCode ofHttp(int status) {
        return switch (status) {
            case 401 -> StatusCode.UNAUTHENTICATED;
            case 403 -> StatusCode.PERMISSION_DENIED;
            case 404, 410 -> StatusCode.NOT_FOUND;
            case 408, 499 -> StatusCode.CANCELLED;
            case 409 -> StatusCode.ALREADY_EXISTS;
            case 412 -> StatusCode.FAILED_PRECONDITION;
            case 429 -> StatusCode.RESOURCE_EXHAUSTED;
            case 405, 501 -> StatusCode.UNIMPLEMENTED;
            case 503 -> StatusCode.UNAVAILABLE;
            case 504 -> StatusCode.DEADLINE_EXCEEDED;
            default -> status < 400 ? StatusCode.OK : status < 500 ? StatusCode.INVALID_ARGUMENT : StatusCode.INTERNAL;
        };
    }
}
