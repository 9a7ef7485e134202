package io.tiphys.gateway.idempotency;

/**
 * The next step after an attempt, and after a look at its object. A call without a key, or without a lasting effect, ends
 * with its first answer. A keyed call is sent again only if it certainly had no effect. Even a copy in flight is harmless,
 * because of the lock of its {@link Effect}. Pure.
 */
public final class OutcomeDecision {
    private OutcomeDecision() {}

    /** The next step. */
    public enum Next {
        /** End with the answer of the attempt, success or failure. */
        ANSWER,
        /** Look at the object. */
        LOOK,
        /** Look again after a pause. */
        LOOK_AGAIN,
        /** Send the same request again after a pause. */
        SEND_AGAIN,
        /** End successfully: this call made the effect. */
        CREATED,
        /** End successfully: an earlier call made the effect, and the response reports the replay. */
        REPLAY,
        /** End with IDEMPOTENCY_KEY_REUSED. */
        REUSED,
        /** End with WORKFLOW_ALREADY_EXISTS. */
        TAKEN,
        /** End with IDEMPOTENCY_RECORD_UNREADABLE. */
        UNREADABLE
    }

    /**
     * Decides after an attempt.
     *
     * @param keyed whether the call has a key
     */
    public static Next afterSending(boolean keyed, Effect effect, Sent sent) {
        if (!keyed || effect == Effect.NONE) {
            return Next.ANSWER;
        }
        return switch (sent) {
            case DONE, REFUSED -> Next.ANSWER;
            case HELD_BACK, NAME_TAKEN, DOUBTFUL, FAULT, UNKNOWN -> Next.LOOK;
            case CONFLICT -> effect == Effect.CREATE ? Next.SEND_AGAIN : Next.LOOK;
        };
    }

    /** Decides after a look. */
    public static Next afterLooking(Sent sent, Sight sight) {
        return switch (sight) {
            case OURS -> Next.CREATED;
            case DONE_BEFORE -> Next.REPLAY;
            case OTHER_REQUEST -> Next.REUSED;
            case FOREIGN -> Next.TAKEN;
            case ABSENT -> absent(sent);
            case UNREADABLE -> unreadable(sent);
            case AWAY -> sent == Sent.DOUBTFUL || sent == Sent.HELD_BACK ? Next.ANSWER : Next.LOOK_AGAIN;
        };
    }

    private static Next absent(Sent sent) {
        return switch (sent) {
            case HELD_BACK, DOUBTFUL, FAULT -> Next.ANSWER;
            case DONE, REFUSED, NAME_TAKEN, CONFLICT, UNKNOWN -> Next.SEND_AGAIN;
        };
    }

    /**
     * A taken name was taken with the same key: the name cannot occur otherwise. Another creation shows whether the name is
     * taken.
     */
    private static Next unreadable(Sent sent) {
        return switch (sent) {
            case NAME_TAKEN -> Next.UNREADABLE;
            case HELD_BACK, DOUBTFUL -> Next.ANSWER;
            case DONE, REFUSED, CONFLICT, FAULT, UNKNOWN -> Next.SEND_AGAIN;
        };
    }
}
