package io.tiphys.gateway.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes every call that has ended into the metrics and the audit log. Thread-safe; never throws. */
@Singleton
public final class CallRecorder {
    private final MeterRegistry metrics;
    private final Map<ApiKind, AtomicInteger> openStreams = new EnumMap<>(ApiKind.class);

    public CallRecorder(MeterRegistry metrics) {
        this.metrics = metrics;
        for (ApiKind door : ApiKind.values()) {
            AtomicInteger open = new AtomicInteger();
            openStreams.put(door, open);
            Gauge.builder(MetricNames.OPEN_STREAMS, open, AtomicInteger::get)
                    .description("Streams that are open")
                    .tag(MetricNames.DOOR, door.wireName())
                    .register(metrics);
        }
    }

    /** A call has ended, a stream also. */
    public void ended(CallRecord call) {
        Timer.builder(MetricNames.CALLS)
                .description("Calls that have ended")
                .tag(MetricNames.DOOR, call.door().wireName())
                .tag(MetricNames.OPERATION, call.operation())
                .tag(MetricNames.ENVIRONMENT, call.environment())
                .tag(MetricNames.OUTCOME, call.outcome())
                .register(metrics)
                .record(call.duration());
        AuditLog.write(call);
    }

    /** A stream begins; {@link #streamEnded} follows. */
    public void streamBegan(ApiKind door) {
        streams(door).incrementAndGet();
    }

    /** A stream that {@link #streamBegan} is over. */
    public void streamEnded(ApiKind door) {
        streams(door).decrementAndGet();
    }

    private AtomicInteger streams(ApiKind door) {
        return openStreams.getOrDefault(door, new AtomicInteger());
    }
}
