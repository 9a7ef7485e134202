package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.FairShares;
import io.tiphys.gateway.environment.configuration.EnvironmentConfiguration.CircuitBreaker;
import io.tiphys.gateway.environment.configuration.EnvironmentConfiguration.Limits;

/** Verifies {@code limits}. */
final class LimitsVerifier {
    /** With about 250 open watches an Argo Server stops answering (measured on argo-workflows v4.0.5). */
    private static final int MOST_STREAMS_OF_ARGO = 240;

    /** The results of a batch wait in memory for a caller that reads them late. */
    private static final int MOST_BATCH_ITEMS = 100_000;

    private final Findings findings;

    LimitsVerifier(Findings findings) {
        this.findings = findings;
    }

    EnvironmentLimits verify(Limits limits) {
        findings.requirePositive("limits.connect-timeout", limits.connectTimeout());
        findings.requirePositive("limits.call-timeout", limits.callTimeout());
        findings.requirePositive("limits.stream-heartbeat", limits.streamHeartbeat());
        atLeastOne("max-concurrent-calls", limits.maxConcurrentCalls());
        atLeastOne("max-concurrent-streams", limits.maxConcurrentStreams());
        atLeastOne("max-followed-logs", limits.maxFollowedLogs());
        atLeastOne("watch-buffer-size", limits.watchBufferSize());
        findings.requireBetween("limits.max-batch-items", limits.maxBatchItems(), 1, MOST_BATCH_ITEMS);
        if (limits.maxConcurrentStreams() > MOST_STREAMS_OF_ARGO) {
            findings.warn(
                    "limits.max-concurrent-streams",
                    "is " + limits.maxConcurrentStreams()
                            + ": an Argo Server stops answering with about 250 open streams");
        }
        CircuitBreaker circuitBreaker = verified(limits.circuitBreaker());
        return new EnvironmentLimits(
                limits.connectTimeout(),
                limits.callTimeout(),
                limits.streamHeartbeat(),
                limits.maxConcurrentCalls(),
                limits.maxConcurrentStreams(),
                limits.maxFollowedLogs(),
                limits.watchBufferSize(),
                limits.maxBatchItems(),
                circuitBreaker.failureRateThreshold(),
                circuitBreaker.slidingWindow(),
                circuitBreaker.openDuration(),
                shares(limits));
    }

    private CircuitBreaker verified(CircuitBreaker configured) {
        percentage("circuit-breaker.failure-rate-threshold", configured.failureRateThreshold());
        atLeastOne("circuit-breaker.sliding-window", configured.slidingWindow());
        findings.requirePositive("limits.circuit-breaker.open-duration", configured.openDuration());
        return configured;
    }

    private FairShares shares(Limits limits) {
        atLeastOne("max-transfers", limits.maxTransfers());
        atLeastOne("max-anonymous-calls", limits.maxAnonymousCalls());
        atLeastOne("max-open-streams", limits.maxOpenStreams());
        percentage("caller-share", limits.callerShare());
        percentage("address-share", limits.addressShare());
        atLeastOne("max-new-token-reviews", limits.maxNewTokenReviews());
        atLeastOne("max-waiting-new-tokens", limits.maxWaitingNewTokens());
        return new FairShares(
                limits.maxTransfers(),
                limits.maxAnonymousCalls(),
                limits.maxOpenStreams(),
                limits.callerShare(),
                limits.addressShare(),
                limits.maxNewTokenReviews(),
                limits.maxWaitingNewTokens(),
                new AdmissionVerifier(findings).verify(limits.admission()));
    }

    private void percentage(String property, int number) {
        findings.requireBetween("limits." + property, number, 1, 100);
    }

    private void atLeastOne(String property, int number) {
        findings.requireAtLeast("limits." + property, number, 1);
    }
}
