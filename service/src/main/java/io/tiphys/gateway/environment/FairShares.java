package io.tiphys.gateway.environment;

/**
 * Who gets how much of an environment, so that nobody takes what others need.
 *
 * @param maxTransfers how many artifacts, bodies that pass unread, and answers that are read slowly are under way at once
 * @param maxAnonymousCalls how many calls without a token are under way at once
 * @param maxOpenStreams how many streams callers have open at the gateway at once
 * @param callerShare the percentage of each number of permits that one caller may have
 * @param addressShare the percentage of each number of permits that one address may have
 * @param maxNewTokenReviews how many reviews of tokens that were never accepted before are under way at once
 * @param maxWaitingNewTokens how many of these wait for their turn
 */
public record FairShares(
        int maxTransfers,
        int maxAnonymousCalls,
        int maxOpenStreams,
        int callerShare,
        int addressShare,
        int maxNewTokenReviews,
        int maxWaitingNewTokens) {
    /** What holds where nothing is configured. */
    public static final FairShares DEFAULT = new FairShares(64, 128, 2000, 25, 25, 4, 64);
}
