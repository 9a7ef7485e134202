package io.tiphys.gateway.server.body;

import io.tiphys.gateway.error.GatewayException;

/**
 * The share of one request in the {@link BodyBudget}. The tree of a small body may be many times larger than the body, but
 * the trees of large bodies are bounded. Each byte therefore counts {@value #WEIGHT} times, until the count exceeds the
 * body's size by {@link #FOR_A_TREE}. Thread-safe.
 */
public final class BodyReservation implements AutoCloseable {
    /** The weight of a byte. */
    static final int WEIGHT = 8;

    /** The largest surcharge on the size of a body, in bytes. */
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
     * Counts received bytes. After {@link #close} this method has no effect.
     *
     * @throws GatewayException with TOO_MANY_CALLS when the budget is used up; previously counted bytes remain counted
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

    /** Counts anew from zero, because nothing of what was counted is held any more. */
    public synchronized void restart() {
        if (!closed) {
            budget.giveBack(taken, anonymous);
            taken = 0;
            bytes = 0;
        }
    }

    private static long counted(long bytes) {
        return bytes + Math.min((WEIGHT - 1) * bytes, FOR_A_TREE);
    }

    /** Releases the whole reservation; may be called more than once. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            budget.giveBack(taken, anonymous);
        }
    }
}
