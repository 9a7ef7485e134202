package io.tiphys.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/** The trace of the current thread, and its way to other threads. Stateless. */
public final class TraceContext {
    /** Whether pods of created workflows receive the trace. */
    static final ContextKey<Boolean> PODS = ContextKey.named("pods");

    private TraceContext() {}

    /** Work for a trace, which ends when the thread that began it closes this. */
    @FunctionalInterface
    public interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The ids of a sampled span.
     *
     * @param traceId 32 hexadecimal digits
     * @param spanId 16 hexadecimal digits
     */
    public record Sampled(String traceId, String spanId) {}

    /** The current thread's span, if it is sampled. */
    public static Optional<Sampled> sampled() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() && span.isSampled()
                ? Optional.of(new Sampled(span.getTraceId(), span.getSpanId()))
                : Optional.empty();
    }

    /** An executor whose tasks belong to the trace of the thread that submits them. */
    public static Executor carrying(Executor executor) {
        return task -> executor.execute(isTraced() ? Context.current().wrap(task) : task);
    }

    /** A task that belongs to the trace of the current thread, whichever thread runs it. */
    public static <T> Callable<T> carrying(Callable<T> task) {
        return isTraced() ? Context.current().wrap(task) : task;
    }

    /** A task that belongs to the trace of the current thread, whichever thread runs it. */
    public static Runnable carrying(Runnable task) {
        return isTraced() ? Context.current().wrap(task) : task;
    }

    /** The value of a header {@code traceparent} for the current thread's trace; empty if there is none. */
    public static Optional<String> traceparent() {
        if (!isTraced()) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return Optional.ofNullable(headers.get("traceparent"));
    }

    /** Whether pods of workflows that the current thread's call creates receive its trace. */
    public static boolean reachesPods() {
        return isTraced() && Boolean.TRUE.equals(Context.current().get(PODS));
    }

    /** Whether the current thread works for a call that has a trace. */
    static boolean isTraced() {
        return Span.current().getSpanContext().isValid();
    }
}
