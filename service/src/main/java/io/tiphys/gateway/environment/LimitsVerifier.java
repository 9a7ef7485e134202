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
        atLeastOne("limits.max-transfers", limits.maxTransfers());
        atLeastOne("limits.max-anonymous-calls", limits.maxAnonymousCalls());
        atLeastOne("limits.max-open-streams", limits.maxOpenStreams());
        percentage("limits.caller-share", limits.callerShare());
        percentage("limits.address-share", limits.addressShare());
        atLeastOne("limits.max-new-token-reviews", limits.maxNewTokenReviews());
        atLeastOne("limits.max-waiting-new-tokens", limits.maxWaitingNewTokens());
        atLeastOne("limits.watch-history", limits.watchHistory());
        percentage("limits.failure-rate-threshold", limits.failureRateThreshold());
        atLeastOne("limits.sliding-window", limits.slidingWindow());
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
                limits.openFor(),
                new FairShares(
                        limits.maxTransfers(),
                        limits.maxAnonymousCalls(),
                        limits.maxOpenStreams(),
                        limits.callerShare(),
                        limits.addressShare(),
                        limits.maxNewTokenReviews(),
                        limits.maxWaitingNewTokens()));
    }

    private void positive(String property, Duration duration) {
        if (!duration.isPositive()) {
            findings.severe(property, "has to be longer than nothing");
        }
    }

    private void percentage(String property, int number) {
        atLeastOne(property, number);
        if (number > 100) {
            findings.severe(property, "is a percentage, 1 to 100");
        }
    }

    private void atLeastOne(String property, int number) {
        if (number < 1) {
            findings.severe(property, "has to be at least 1");
        }
    }
}
