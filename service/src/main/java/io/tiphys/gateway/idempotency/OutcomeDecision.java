package io.tiphys.gateway.idempotency;

/**
 * What to do after an attempt, and after a look at its object. A call without a key, or one that does nothing that lasts,
 * ends with its first answer. Of a keyed call only what surely did not happen is sent again; the lock of its {@link Effect}
 * makes even a copy that is still under way harmless. Pure.
 */
public final class OutcomeDecision {
    private OutcomeDecision() {}

    /** What to do next. */
    public enum Next {
        /** End with what the attempt answered, good or bad. */
        ANSWER,
        /** Look at the object. */
        LOOK,
        /** Look again after a while. */
        LOOK_AGAIN,
        /** Send the same again after a while. */
        SEND_AGAIN,
        /** End well: this call did it. */
        CREATED,
        /** End well: an earlier call did it, and the answer says so. */
        REPLAY,
        /** End with IDEMPOTENCY_KEY_REUSED. */
        REUSED,
        /** End with WORKFLOW_ALREADY_EXISTS. */
        TAKEN,
        /** End with IDEMPOTENCY_RECORD_UNREADABLE. */
        UNREADABLE
    }

    /**
     * After an attempt.
     *
     * @param keyed whether the call has a key
     */
    public static Next afterSending(boolean keyed, Effect effect, Sent sent) {
        if (!keyed || effect == Effect.NONE) {
            return Next.ANSWER;
        }
        return switch (sent) {
            case DONE, REFUSED -> Next.ANSWER;
            case NAME_TAKEN, DOUBTFUL, FAULT, UNKNOWN -> Next.LOOK;
            case CONFLICT -> effect == Effect.CREATE ? Next.SEND_AGAIN : Next.LOOK;
        };
    }

    /** After the look that {@link #afterSending} or this asked for. */
    public static Next afterLooking(Sent sent, Sight sight) {
        return switch (sight) {
            case OURS -> Next.CREATED;
            case DONE_BEFORE -> Next.REPLAY;
            case OTHER_REQUEST -> Next.REUSED;
            case FOREIGN -> Next.TAKEN;
            case ABSENT -> sent == Sent.DOUBTFUL || sent == Sent.FAULT ? Next.ANSWER : Next.SEND_AGAIN;
            case UNREADABLE -> unreadable(sent);
            case AWAY -> sent == Sent.DOUBTFUL ? Next.ANSWER : Next.LOOK_AGAIN;
        };
    }

    /** A name that is taken was taken by the key: nobody else can come upon it. To create once more shows whether it is. */
    private static Next unreadable(Sent sent) {
        return switch (sent) {
            case NAME_TAKEN -> Next.UNREADABLE;
            case DOUBTFUL -> Next.ANSWER;
            case DONE, REFUSED, CONFLICT, FAULT, UNKNOWN -> Next.SEND_AGAIN;
        };
    }
}
