package io.tiphys.gateway.server.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tiphys.gateway.access.caller.Rejections;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Exposes rejections as a metric, with one series for each cause, all present from the start. Thread-safe. */
@Singleton
public final class RejectionMeter implements Rejections {
    private final Map<Cause, Counter> counters = new EnumMap<>(Cause.class);

    public RejectionMeter(MeterRegistry metrics) {
        for (Cause cause : Cause.values()) {
            counters.put(
                    cause,
                    Counter.builder(MetricNames.REJECTIONS)
                            .description("Calls that were refused so that others are served")
                            .tag(MetricNames.CAUSE, wireName(cause))
                            .register(metrics));
        }
    }

    private static String wireName(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void refused(Cause cause) {
        Counter counter = counters.get(cause);
        if (counter != null) {
            counter.increment();
        }
    }
}
