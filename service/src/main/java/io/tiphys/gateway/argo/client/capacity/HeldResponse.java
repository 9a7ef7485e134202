package io.tiphys.gateway.argo.client.capacity;

import io.tiphys.gateway.error.GatewayException;

/** The share of one response in the {@link ResponseBudget}. Thread-safe. */
public final class HeldResponse implements AutoCloseable {
    private final ResponseBudget budget;
    private final boolean rejectable;
    private long bytes;
    private boolean closed;

    HeldResponse(ResponseBudget budget, boolean rejectable) {
        this.budget = budget;
        this.rejectable = rejectable;
    }

    /**
     * Counts received bytes. After {@link #close} this method has no effect.
     *
     * @return whether the response is still within the largest size of one response; its caller stops reading otherwise
     * @throws GatewayException with TOO_MANY_CALLS when the budget is used up
     */
    public synchronized boolean add(int more) {
        if (closed) {
            return true;
        }
        if (bytes + more > budget.largest()) {
            return false;
        }
        budget.take(more, rejectable);
        bytes += more;
        return true;
    }

    /** Counts anew from zero, because nothing of what was counted is held any more. */
    public synchronized void restart() {
        budget.giveBack(bytes);
        bytes = 0;
    }

    /** Releases the whole share; may be called more than once. */
    @Override
    public synchronized void close() {
        closed = true;
        restart();
    }
}
