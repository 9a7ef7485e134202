package io.tiphys.gateway.grpc.interceptor;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps every failure of a call to the problem that the caller may see. Unexpected failures are logged under the call's id.
 */
final class CallFailures {
    private static final Logger LOG = LoggerFactory.getLogger(CallFailures.class);

    private CallFailures() {}

    static Problem problem(Throwable failure, String requestId) {
        return switch (failure) {
            case GatewayException known -> known(known, requestId);
            case StatusRuntimeException transport
            when isUnreadable(transport) ->
                Problem.of(
                        ErrorReason.REQUEST_INVALID, "The bytes are not a message of the request type of this method.");
            case StatusRuntimeException transport when isTooLarge(transport) -> tooLarge();
            default -> {
                LOG.error("call {} failed", requestId, failure);
                yield Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning());
            }
        };
    }

    static Problem tooLarge() {
        return Problem.of(
                        ErrorReason.REQUEST_TOO_LARGE,
                        "The message is larger than the " + MessageSizeInterceptor.LARGEST + " bytes that are read.")
                .with("limit", Integer.toString(MessageSizeInterceptor.LARGEST));
    }

    private static Problem known(GatewayException known, String requestId) {
        Problem problem = known.problem();
        ErrorKind kind = problem.reason().kind();
        if (known.getCause() != null && (kind == ErrorKind.INTERNAL || kind == ErrorKind.UPSTREAM_BROKEN)) {
            LOG.warn("call {} failed: {}", requestId, problem.reason(), known.getCause());
        }
        return problem;
    }

    private static boolean isUnreadable(StatusRuntimeException e) {
        return e.getCause() instanceof InvalidProtocolBufferException;
    }

    /** The size of a compressed message is known only while it is read; the bridge then stops reading. */
    private static boolean isTooLarge(StatusRuntimeException e) {
        return e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED;
    }
}
