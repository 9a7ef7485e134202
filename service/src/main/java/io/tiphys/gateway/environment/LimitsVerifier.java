package io.tiphys.gateway.environment;

import io.tiphys.gateway.environment.EnvironmentConfiguration.Limits;
import java.time.Duration;

/** Verifies {@code limits}. */
final class LimitsVerifier {
    /** With about 250 open watches an Argo Server answers nobody any more (measured on argo-workflows v4.0.5). */
    private static final int STREAMS_ARGO_BEARS = 240;

    private final Findings findings;

    LimitsVerifier(Findings findings) {
        this.findings = findings;
    }

    EnvironmentLimits verify(Limits limits) {
        positive("limits.connect-timeout", limits.connectTimeout());
        positive("limits.call-timeout", limits.callTimeout());
        positive("limits.stream-heartbeat", limits.streamHeartbeat());
        positive("limits.open-for", limits.openFor());
        atLeastOne("limits.max-concurrent-calls", limits.maxConcurrentCalls());
        atLeastOne("limits.max-concurrent-streams", limits.maxConcurrentStreams());
        atLeastOne("limits.max-followed-logs", limits.maxFollowedLogs());
        atLeastOne("limits.watch-history", limits.watchHistory());
        atLeastOne("limits.failure-rate-threshold", limits.failureRateThreshold());
        atLeastOne("limits.sliding-window", limits.slidingWindow());
        if (limits.failureRateThreshold() > 100) {
            findings.severe("limits.failure-rate-threshold", "is a percentage, 1 to 100");
        }
        if (limits.maxConcurrentStreams() > STREAMS_ARGO_BEARS) {
            findings.warn(
                    "limits.max-concurrent-streams",
                    "is more than an Argo Server bears: with about 250 open streams it answers nobody any more");
        }
        return new EnvironmentLimits(
                limits.connectTimeout(),
                limits.callTimeout(),
                limits.streamHeartbeat(),
                limits.maxConcurrentCalls(),
                limits.maxConcurrentStreams(),
                limits.maxFollowedLogs(),
                limits.watchHistory(),
                limits.failureRateThreshold(),
                limits.slidingWindow(),
                limits.openFor());
    }

    private void positive(String property, Duration duration) {
        if (!duration.isPositive()) {
            findings.severe(property, "has to be longer than nothing");
        }
    }

    private void atLeastOne(String property, int number) {
        if (number < 1) {
            findings.severe(property, "has to be at least 1");
        }
    }
}
