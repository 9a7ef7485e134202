package io.tiphys.gateway.concurrent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much of a pool each holder has, and how much one holder may have. Only holders that have something cost memory. Thread-safe. */
public final class Shares {
    private final Map<String, Integer> held = new ConcurrentHashMap<>();
    private final int most;

    /** @param most how much one holder may have; at least 1 */
    public Shares(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a share is at least 1, not " + most);
        }
        this.most = most;
    }

    /** The share that is this percentage of a pool: at least 1. */
    public static Shares percentOf(int pool, int percent) {
        return new Shares((int) Math.max(1, (long) pool * percent / 100));
    }

    /** How much one holder may have. */
    public int most() {
        return most;
    }

    /**
     * Takes one for a holder.
     *
     * @return whether the holder had less than its share; {@link #leave} follows only then
     */
    public boolean enter(String holder) {
        int count = held.merge(holder, 1, Integer::sum);
        if (count > most) {
            leave(holder);
            return false;
        }
        return true;
    }

    /** Gives one back. */
    public void leave(String holder) {
        held.computeIfPresent(holder, (name, count) -> count <= 1 ? null : count - 1);
    }

    /** How many holders have something. */
    public int holders() {
        return held.size();
    }
}
