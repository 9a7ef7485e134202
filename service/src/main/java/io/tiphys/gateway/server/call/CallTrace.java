package io.tiphys.gateway.server.call;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.logging.RequestLog;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.StatusCode;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import io.tiphys.gateway.tracing.CallSpan;
import io.tiphys.gateway.tracing.Tracing;
import java.util.EnumSet;
import java.util.Set;

/** The span of a call: its begin from the headers of the request, and its end from the record of the call. Stateless. */
final class CallTrace {
    private static final int SERVER_ERROR = 500;

    /** The statuses that are errors of a server (OpenTelemetry's semantic conventions for gRPC). */
    private static final Set<StatusCode> ERRORS = EnumSet.of(
            StatusCode.UNKNOWN,
            StatusCode.DEADLINE_EXCEEDED,
            StatusCode.UNIMPLEMENTED,
            StatusCode.INTERNAL,
            StatusCode.UNAVAILABLE);

    private static final Set<String> OF_CALLERS = Set.of(ErrorReason.CANCELLED.name(), CallRecord.OK);

    private CallTrace() {}

    static CallSpan begin(Tracing tracing, RequestHeaders headers) {
        return tracing.enabled()
                ? tracing.call(headers.getAll("traceparent"), headers.getAll("tracestate"))
                : CallSpan.NONE;
    }

    static void end(CallSpan span, CallRecord call, boolean grpc, RequestLog log, RequestHeaders request) {
        int status = status(grpc, log);
        span.end(new CallSpan.End(
                call.api().wireName(),
                call.operation(),
                call.requestId(),
                call.environment(),
                call.namespace(),
                call.outcome(),
                request.method().name(),
                grpc,
                status,
                log.responseCause() != null && !OF_CALLERS.contains(call.outcome()) || isError(grpc, status)));
    }

    private static int status(boolean grpc, RequestLog log) {
        int http = log.responseHeaders().status().code();
        if (!grpc) {
            return http == 0 ? -1 : http;
        }
        return GrpcTrailers.code(log);
    }

    private static boolean isError(boolean grpc, int status) {
        return grpc ? ERRORS.stream().anyMatch(code -> code.number() == status) : status >= SERVER_ERROR;
    }
}
