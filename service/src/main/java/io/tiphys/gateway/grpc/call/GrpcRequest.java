package io.tiphys.gateway.grpc.call;

import io.grpc.Context;
import io.grpc.Deadline;
import io.tiphys.gateway.access.CallOrigin;
import io.tiphys.gateway.server.call.ApiCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The facts of a call that are known before its message is read. They are part of the gRPC context.
 *
 * @param call the call as the server records it
 * @param authorization the value of the metadata {@code authorization}
 * @param acknowledge sends the response headers now, so that the caller of a stream knows that the stream is open
 * @param origin the origin of the call
 */
public record GrpcRequest(ApiCall call, Optional<String> authorization, Runnable acknowledge, CallOrigin origin) {
    public static final Context.Key<GrpcRequest> KEY = Context.key("tiphys-request");

    /** The call that this thread works on. */
    public static GrpcRequest current() {
        GrpcRequest request = KEY.get();
        if (request == null) {
            throw new IllegalStateException("the request interceptor was not passed");
        }
        return request;
    }

    /** The request id. */
    public String id() {
        return call.requestId();
    }

    /** The caller's timeout; empty when the caller sets none. */
    public static Optional<Duration> callerTime() {
        return Optional.ofNullable(Context.current().getDeadline()).map(GrpcRequest::remaining);
    }

    private static Duration remaining(Deadline deadline) {
        return Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    }

    /** The id alone: the authorization is a secret. */
    @Override
    public String toString() {
        return "GrpcRequest[" + id() + "]";
    }
}
