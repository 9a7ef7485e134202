package io.tiphys.gateway.server.connection;

/**
 * The minimum pace of a request body: within each {@code tiphys.server.body-timeout}, {@link #LEAST} bytes or the end of the
 * body must arrive. Otherwise a sender of occasional single bytes would hold the resources of its request forever. One
 * thread counts the bytes.
 */
public final class BodyPace {
    /** The largest size of one piece of a body. */
    static final int LEAST = 64 * 1024;

    /**
     * The number of checks in each timeout. With several checks, a sender that the gateway pauses for part of the time is
     * not blamed for all of it.
     */
    public static final int LOOKS = 4;

    private volatile long passed;
    private long seen;
    private int looks;

    /** Counts received bytes. */
    public void pass(int bytes) {
        passed = passed + bytes;
    }

    /**
     * Checks the pace after a quarter of the timeout.
     *
     * @param heldBack whether the gateway itself pauses the sender
     * @return whether too little arrived in the whole timeout
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
