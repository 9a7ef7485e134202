package io.tiphys.gateway.collector;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what becomes of each batch, and logs the first failure after a success. A batch is never sent twice. Thread-safe.
 */
final class CountedExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(CountedExporter.class);

    private final SpanExporter next;
    private final SpanBudget budget;
    private final AtomicBoolean failing = new AtomicBoolean();

    CountedExporter(SpanExporter next, SpanBudget budget) {
        this.next = next;
        this.budget = budget;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int number = spans.size(); // the collection is used again
        CompletableResultCode result = next.export(spans);
        return result.whenComplete(() -> ended(number, result));
    }

    private void ended(int number, CompletableResultCode result) {
        budget.leave(number, result.isSuccess());
        if (result.isSuccess()) {
            failing.set(false);
        } else if (failing.compareAndSet(false, true)) {
            LOG.warn(
                    "The collector of traces does not accept spans. Spans are dropped until it does: {}",
                    result.getFailureThrowable() == null
                            ? "no answer"
                            : result.getFailureThrowable().toString());
        }
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }
}
