package io.tiphys.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Optional;

/** The span of a call of any API. Thread-safe. */
public final class CallSpan {
    /** The span of a call that is not traced. */
    public static final CallSpan NONE = new CallSpan(Span.getInvalid(), false);

    private final Span span;
    private final boolean pods;

    /** @param pods whether pods of workflows that the call creates receive its trace */
    CallSpan(Span span, boolean pods) {
        this.span = span;
        this.pods = pods;
    }

    /**
     * What is known of a call at its end.
     *
     * @param api the API
     * @param operation the operation's id, from a table
     * @param requestId the id of the call
     * @param environment the environment's name; empty if unknown
     * @param namespace the namespace; empty if unknown
     * @param outcome OK, a reason, or the name of a gRPC status
     * @param method the HTTP method of a call that is not gRPC
     * @param grpc whether the call is gRPC
     * @param status the HTTP status, or the number of the gRPC status; -1 if there was no response
     * @param failed whether the gateway or an upstream failed, by the semantic conventions
     */
    public record End(
            String api,
            String operation,
            String requestId,
            String environment,
            String namespace,
            String outcome,
            String method,
            boolean grpc,
            int status,
            boolean failed) {}

    /** The id of the trace as 32 hexadecimal digits; empty when the call is not traced. */
    public Optional<String> traceId() {
        return span.getSpanContext().isValid()
                ? Optional.of(span.getSpanContext().getTraceId())
                : Optional.empty();
    }

    /** Makes this the span of the current thread, until the same thread closes the result. */
    @SuppressWarnings("MustBeClosedChecker") // whoever closes the result closes the scope
    public TraceContext.Entered enter() {
        return span.getSpanContext().isValid()
                ? Context.root().with(span).with(TraceContext.PODS, pods).makeCurrent()::close
                : () -> {};
    }

    /** Ends the span; to be called once. */
    public void end(End call) {
        if (span.isRecording()) {
            span.updateName(
                    call.grpc() || call.method().isEmpty() ? call.operation() : call.method() + " " + call.operation());
            span.setAttribute(TraceAttributes.API, call.api());
            span.setAttribute(TraceAttributes.OPERATION, call.operation());
            span.setAttribute(TraceAttributes.REQUEST, call.requestId());
            span.setAttribute(TraceAttributes.OUTCOME, call.outcome());
            known(call);
            protocol(call);
            if (call.failed()) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(TraceAttributes.ERROR, call.outcome());
            }
        }
        span.end();
    }

    private void known(End call) {
        if (!call.environment().isEmpty()) {
            span.setAttribute(TraceAttributes.ENVIRONMENT, call.environment());
        }
        if (!call.namespace().isEmpty()) {
            span.setAttribute(TraceAttributes.NAMESPACE, call.namespace());
        }
    }

    private void protocol(End call) {
        if (call.grpc()) {
            span.setAttribute(TraceAttributes.RPC_SYSTEM, "grpc");
        } else {
            span.setAttribute(TraceAttributes.HTTP_METHOD, call.method());
        }
        if (call.status() >= 0) {
            span.setAttribute(
                    call.grpc() ? TraceAttributes.RPC_STATUS : TraceAttributes.HTTP_STATUS, (long) call.status());
        }
    }
}
