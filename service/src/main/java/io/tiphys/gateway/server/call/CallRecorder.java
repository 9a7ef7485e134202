package io.tiphys.gateway.server.call;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records every ended call of an API in the metrics and the audit log. Pages, health and reflection are public and are not
 * recorded. Thread-safe; never throws.
 */
@Singleton
public final class CallRecorder {
    private static final List<String> UNRECORDED = List.of("/docs", "/grpc.", "/health", "/openapi.yaml");

    private final MeterRegistry metrics;
    private final AuditLog audit;
    private final Map<ApiKind, AtomicInteger> openStreams = new EnumMap<>(ApiKind.class);

    public CallRecorder(MeterRegistry metrics, AuditLog audit) {
        this.metrics = metrics;
        this.audit = audit;
        for (ApiKind api : ApiKind.values()) {
            AtomicInteger open = new AtomicInteger();
            openStreams.put(api, open);
            Gauge.builder(MetricNames.OPEN_STREAMS, open, AtomicInteger::get)
                    .description("Streams that are open")
                    .tag(MetricNames.API, api.wireName())
                    .register(metrics);
        }
    }

    void ended(CallRecord call) {
        Timer.builder(MetricNames.CALLS)
                .description("Calls that have ended")
                .tag(MetricNames.API, call.api().wireName())
                .tag(MetricNames.OPERATION, call.operation())
                .tag(MetricNames.ENVIRONMENT, call.environment())
                .tag(MetricNames.OUTCOME, call.outcome())
                .register(metrics)
                .record(call.duration());
        audit.write(call);
    }

    /** Whether calls of a path are recorded. */
    static boolean isRecorded(ApiKind api, String path) {
        return api == ApiKind.ARGO || UNRECORDED.stream().noneMatch(path::startsWith);
    }

    void streamBegan(ApiKind api) {
        streams(api).incrementAndGet();
    }

    void streamEnded(ApiKind api) {
        streams(api).decrementAndGet();
    }

    private AtomicInteger streams(ApiKind api) {
        return openStreams.getOrDefault(api, new AtomicInteger());
    }
}
