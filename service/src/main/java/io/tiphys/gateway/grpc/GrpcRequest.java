package io.tiphys.gateway.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.tiphys.gateway.access.CallOrigin;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.observability.MdcKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/**
 * What is known of a call before its message is read; it travels in the gRPC context.
 *
 * @param id the request id, which answers and the log carry
 * @param authorizations the values of the metadata {@code authorization} as they came
 * @param acknowledge sends the response headers now, so that the caller of a stream knows that it is open
 * @param origin where it comes from
 * @param facts what becomes known later
 */
record GrpcRequest(String id, List<String> authorizations, Runnable acknowledge, CallOrigin origin, CallFacts facts) {
    static final Context.Key<GrpcRequest> KEY = Context.key("tiphys-request");

    /** The call that this thread works for. */
    static GrpcRequest current() {
        GrpcRequest request = KEY.get();
        if (request == null) {
            throw new IllegalStateException("the request interceptor was not passed");
        }
        return request;
    }

    /**
     * The value of the metadata {@code authorization}.
     *
     * @throws GatewayException with REQUEST_INVALID when it came more than once: which one counts?
     */
    Optional<String> authorization() {
        if (authorizations.size() > 1) {
            throw FieldMapper.invalid("duplicate-metadata", "authorization", "Send this metadata once.");
        }
        return authorizations.stream().findFirst();
    }

    /** Does a step of the call under its id in the log. */
    void logged(Runnable step) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable(MdcKeys.REQUEST_ID, id)) {
            step.run();
        }
    }

    /** How long the caller gives the call; empty when it does not say. */
    static Optional<Duration> callerTime() {
        return Optional.ofNullable(Context.current().getDeadline()).map(GrpcRequest::remaining);
    }

    private static Duration remaining(Deadline deadline) {
        return Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    }

    /** The id alone: the authorization is a secret. */
    @Override
    public String toString() {
        return "GrpcRequest[" + id + "]";
    }
}
