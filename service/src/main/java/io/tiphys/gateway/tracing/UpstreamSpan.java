package io.tiphys.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.function.BiConsumer;

/** The span of a request to an upstream. Thread-safe. */
public final class UpstreamSpan {
    /** The span of a request that is not traced. */
    public static final UpstreamSpan NONE = new UpstreamSpan(Span.getInvalid());

    private final Span span;

    UpstreamSpan(Span span) {
        this.span = span;
    }

    /** Whether the request belongs to a trace, sampled or not. */
    public boolean isTraced() {
        return span.getSpanContext().isValid();
    }

    /** Sets the headers {@code traceparent} and, if the trace has a state, {@code tracestate}. */
    public void headers(BiConsumer<String, String> setter) {
        if (isTraced()) {
            W3CTraceContextPropagator.getInstance()
                    .inject(Context.root().with(span), setter, (headers, name, value) -> {
                        if (headers != null) {
                            headers.accept(name, value);
                        }
                    });
        }
    }

    /** Records the address of the upstream, which comes from the configuration. */
    public UpstreamSpan address(String host, int port) {
        span.setAttribute(TraceAttributes.HOST, host).setAttribute(TraceAttributes.PORT, (long) port);
        return this;
    }

    /**
     * Ends the span of an HTTP exchange.
     *
     * @param method the HTTP method
     * @param status the status of the response
     */
    public void answered(String method, int status) {
        span.setAttribute(TraceAttributes.HTTP_METHOD, method).setAttribute(TraceAttributes.HTTP_STATUS, (long) status);
        if (status >= 400) {
            failed(Integer.toString(status));
        } else {
            span.end();
        }
    }

    /**
     * Ends the span of a gRPC call.
     *
     * @param status the number of the gRPC status; -1 if the response has none
     */
    public void answeredGrpc(int status) {
        span.setAttribute(TraceAttributes.RPC_SYSTEM, "grpc").setAttribute(TraceAttributes.RPC_STATUS, (long) status);
        if (status == 0) {
            span.end();
        } else {
            failed(Integer.toString(status));
        }
    }

    /** Ends the span of a request that succeeded. */
    public void succeeded() {
        span.end();
    }

    /**
     * Ends the span of a request that failed.
     *
     * @param type a word of a bounded set, such as the name of a class; never a message
     */
    public void failed(String type) {
        span.setStatus(StatusCode.ERROR).setAttribute(TraceAttributes.ERROR, type);
        span.end();
    }
}
