package io.tiphys.gateway.collector;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Passes ended spans on while the budget has room, and drops them otherwise. Thread-safe; never waits. */
final class BoundedSpans implements SpanProcessor {
    private final SpanProcessor next;
    private final SpanBudget budget;

    /** @param next its own queue must have room for the whole budget */
    BoundedSpans(SpanProcessor next, SpanBudget budget) {
        this.next = next;
        this.budget = budget;
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled() && budget.enter()) {
            next.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return next.forceFlush();
    }
}
