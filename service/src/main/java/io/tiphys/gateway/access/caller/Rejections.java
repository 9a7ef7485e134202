package io.tiphys.gateway.access.caller;

/** Port to the count of calls that were refused so that others are served. Implementations are thread-safe and never throw. */
public interface Rejections {
    /** A call was refused. */
    void refused(Cause cause);

    /** Why. */
    enum Cause {
        /** Its caller has as many calls under way as one caller may have. */
        CALLER_CALLS,
        /** Its caller has as many streams open as one caller may have. */
        CALLER_STREAMS,
        /** Its address has as many calls under way as one address may have. */
        ADDRESS_CALLS,
        /** Its address has as many streams open as one address may have. */
        ADDRESS_STREAMS,
        /** Its address showed too many tokens that nobody accepts. */
        FAILED_TOKENS,
        /** As many tokens that were never seen before wait for a review as may. */
        NEW_TOKENS
    }
}
