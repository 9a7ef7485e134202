package io.tiphys.gateway.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tiphys.gateway.access.caller.Rejections.Cause;
import org.junit.jupiter.api.Test;

class RejectionMeterTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void countsEachCauseAndHasNoOtherSeries() {
        RejectionMeter meter = new RejectionMeter(metrics);
        meter.refused(Cause.NEW_TOKENS);
        meter.refused(Cause.NEW_TOKENS);

        assertThat(metrics.get("tiphys.rejections")
                        .tag("cause", "new-tokens")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(metrics.get("tiphys.rejections").counters()).hasSize(Cause.values().length);
    }
}
