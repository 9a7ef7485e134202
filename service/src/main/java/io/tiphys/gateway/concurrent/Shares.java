package io.tiphys.gateway.concurrent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The use of a pool by each holder, and the share of one holder. Only holders with a positive use need memory. Thread-safe.
 *
 * @param <K> identifies a holder; a key of a map
 */
public final class Shares<K> {
    private final Map<K, Integer> held = new ConcurrentHashMap<>();
    private final int most;

    /** @param most the share of one holder; at least 1 */
    public Shares(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a share is at least 1, not " + most);
        }
        this.most = most;
    }

    /** A share as a percentage of a pool: at least 1. */
    public static <K> Shares<K> percentOf(int pool, int percent) {
        return new Shares<>((int) Math.max(1, (long) pool * percent / 100));
    }

    /** The share of one holder. */
    public int most() {
        return most;
    }

    /**
     * Acquires one unit for a holder.
     *
     * @return whether the holder was below its share; only then {@link #leave} must follow
     */
    public boolean enter(K holder) {
        int count = held.merge(holder, 1, Integer::sum);
        if (count > most) {
            leave(holder);
            return false;
        }
        return true;
    }

    /** Releases one unit. */
    public void leave(K holder) {
        held.computeIfPresent(holder, (name, count) -> count <= 1 ? null : count - 1);
    }

    /** The number of holders with a positive use. */
    public int holders() {
        return held.size();
    }
}
