package io.tiphys.gateway.server.body;

import io.tiphys.gateway.error.GatewayException;

/**
 * What one request takes of the {@link BodyBudget}. A small body may become a tree of many times its size, and the trees of
 * large bodies are bounded, so each byte counts {@value #WEIGHT} times until {@link #FOR_A_TREE} more than the body's size are
 * counted. Thread-safe.
 */
public final class BodyReservation implements AutoCloseable {
    /** How often a byte counts. */
    static final int WEIGHT = 8;

    /** How much more than its size a body counts at most, in bytes. */
    static final long FOR_A_TREE = 4L << 20;

    private final BodyBudget budget;
    private final boolean anonymous;
    private long bytes;
    private long taken;
    private boolean closed;

    BodyReservation(BodyBudget budget, boolean anonymous) {
        this.budget = budget;
        this.anonymous = anonymous;
    }

    /**
     * Counts bytes that came. Once the reservation is closed nothing is counted any more.
     *
     * @throws GatewayException with TOO_MANY_CALLS when the budget is used up; what was counted before stays so
     */
    public synchronized void add(long more) {
        if (closed) {
            return;
        }
        long counted = counted(bytes + more);
        budget.take(counted - taken, anonymous);
        bytes += more;
        taken = counted;
    }

    private static long counted(long bytes) {
        return bytes + Math.min((WEIGHT - 1) * bytes, FOR_A_TREE);
    }

    /** Gives back all of it; may be called more than once. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            budget.giveBack(taken, anonymous);
        }
    }
}
