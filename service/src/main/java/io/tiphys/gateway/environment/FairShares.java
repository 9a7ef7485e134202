package io.tiphys.gateway.environment;

/**
 * The shares of an environment's capacity, so that no caller uses what others need.
 *
 * @param maxTransfers the highest number of concurrent artifacts, bodies that pass unread, and responses to slow readers
 * @param maxAnonymousCalls the highest number of concurrent calls without a token
 * @param maxOpenStreams the highest number of streams that callers have open at the gateway
 * @param callerShare the percentage of each number of permits that one caller may use
 * @param addressShare the percentage of each number of permits that one address may use
 * @param maxNewTokenReviews the highest number of concurrent reviews of tokens that were never accepted before
 * @param maxWaitingNewTokens how many such tokens may wait for their review
 * @param admission the limits of workflow creations
 */
public record FairShares(
        int maxTransfers,
        int maxAnonymousCalls,
        int maxOpenStreams,
        int callerShare,
        int addressShare,
        int maxNewTokenReviews,
        int maxWaitingNewTokens,
        AdmissionLimits admission) {
    /** The defaults. */
    public static final FairShares DEFAULT = new FairShares(64, 128, 2000, 25, 25, 4, 64, AdmissionLimits.DEFAULT);
}
