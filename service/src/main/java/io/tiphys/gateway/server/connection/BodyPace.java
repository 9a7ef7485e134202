package io.tiphys.gateway.server.connection;

/**
 * Whether the body of a request comes fast enough: in each {@code tiphys.server.body-timeout} {@link #LEAST} bytes of it have to
 * come, or its end. A sender that sends a byte now and then would otherwise hold for ever what its request holds. Bytes are
 * counted by one thread.
 */
public final class BodyPace {
    /** As much as one piece of a body has at most. */
    static final int LEAST = 64 * 1024;

    /** How often a time is looked at: so a sender whom the gateway lets wait for a part of it is not blamed for the whole. */
    public static final int LOOKS = 4;

    private volatile long passed;
    private long seen;
    private int looks;

    /** Counts bytes that came. */
    public void pass(int bytes) {
        passed = passed + bytes;
    }

    /**
     * Looks at a quarter of the time.
     *
     * @param heldBack whether the gateway itself lets the sender wait
     * @return whether too little came in the whole time
     */
    public boolean isTooSlow(boolean heldBack) {
        if (heldBack || passed - seen >= LEAST) {
            seen = passed;
            looks = 0;
            return false;
        }
        looks++;
        return looks >= LOOKS;
    }
}
