package io.tiphys.gateway.environment;

import java.time.Duration;

/**
 * An environment's limits.
 *
 * @param connectTimeout how long a connection to an upstream may take
 * @param callTimeout how long a call may take when the caller allows no less
 * @param streamHeartbeat how long a stream is silent before a sign of life is sent
 * @param maxConcurrentCalls how many calls to the Argo Server are under way at once, streams not counted
 * @param maxConcurrentStreams how many streams are open at the Argo Server at once
 * @param maxFollowedLogs how many of them are followed logs
 * @param watchHistory how many bytes of the newest events a shared watch keeps, and so how far behind a reader may be
 * @param failureRateThreshold the percentage of failed calls at which calls are held back
 * @param slidingWindow over how many calls the percentage is taken
 * @param openFor how long calls are held back before one is tried again
 * @param shares who gets how much
 */
public record EnvironmentLimits(
        Duration connectTimeout,
        Duration callTimeout,
        Duration streamHeartbeat,
        int maxConcurrentCalls,
        int maxConcurrentStreams,
        int maxFollowedLogs,
        int watchHistory,
        int failureRateThreshold,
        int slidingWindow,
        Duration openFor,
        FairShares shares) {}
