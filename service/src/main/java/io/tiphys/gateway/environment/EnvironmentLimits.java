package io.tiphys.gateway.environment;

import java.time.Duration;

/**
 * An environment's limits.
 *
 * @param connectTimeout the longest time for a connection to an upstream
 * @param callTimeout the longest time for a call when the caller sets no shorter deadline
 * @param streamHeartbeat the time without an event after which a stream sends a heartbeat
 * @param maxConcurrentCalls the highest number of concurrent calls to the Argo Server, streams not counted
 * @param maxConcurrentStreams the highest number of streams open at the Argo Server
 * @param maxFollowedLogs how many of these streams may be followed logs
 * @param watchHistory the bytes of the newest events that a shared watch keeps, which bounds the lag of a reader
 * @param maxBatchItems the highest number of workflows in one batch
 * @param failureRateThreshold the percentage of failed calls at which the circuit opens
 * @param slidingWindow the number of calls over which the percentage is computed
 * @param openFor how long the circuit stays open before a call is tried again
 * @param shares the shares of callers and addresses
 */
public record EnvironmentLimits(
        Duration connectTimeout,
        Duration callTimeout,
        Duration streamHeartbeat,
        int maxConcurrentCalls,
        int maxConcurrentStreams,
        int maxFollowedLogs,
        int watchHistory,
        int maxBatchItems,
        int failureRateThreshold,
        int slidingWindow,
        Duration openFor,
        FairShares shares) {}
