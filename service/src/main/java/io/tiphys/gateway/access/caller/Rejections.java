package io.tiphys.gateway.access.caller;

/** Port to the count of calls refused in favour of other callers. Implementations are thread-safe and never throw. */
public interface Rejections {
    /** A call was refused. */
    void refused(Cause cause);

    /** The cause of a refusal. */
    enum Cause {
        /** The caller has reached its limit of concurrent calls. */
        CALLER_CALLS,
        /** The caller has reached its limit of open streams. */
        CALLER_STREAMS,
        /** The address has reached its limit of concurrent calls. */
        ADDRESS_CALLS,
        /** The address has reached its limit of open streams. */
        ADDRESS_STREAMS,
        /** The address sent too many invalid tokens. */
        FAILED_TOKENS,
        /** The queue of unknown tokens for review is full. */
        NEW_TOKENS
    }
}
