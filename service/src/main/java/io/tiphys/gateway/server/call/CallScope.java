package io.tiphys.gateway.server.call;

import io.tiphys.gateway.tracing.CallSpan;
import io.tiphys.gateway.tracing.TraceContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The work of the current thread for a call: until it is closed by the same thread, each line of the log has the ids of the
 * call, and requests to upstreams belong to its trace.
 */
public final class CallScope implements AutoCloseable {
    /** The request's id in the logging context (SLF4J's mapped diagnostic context). */
    static final String REQUEST_ID = "requestId";

    /** The id of the call's trace in the logging context; absent without a trace. */
    static final String TRACE_ID = "traceId";

    private final @Nullable String requestBefore;
    private final @Nullable String traceBefore;
    private final TraceContext.Entered trace;

    CallScope(String requestId, CallSpan span) {
        requestBefore = MDC.get(REQUEST_ID);
        traceBefore = MDC.get(TRACE_ID);
        MDC.put(REQUEST_ID, requestId);
        set(TRACE_ID, span.traceId().orElse(null));
        trace = span.enter();
    }

    @Override
    public void close() {
        trace.close();
        set(REQUEST_ID, requestBefore);
        set(TRACE_ID, traceBefore);
    }

    private static void set(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
