package io.tiphys.gateway.argo.ring;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a shared stream, numbered from 0. One thread writes; any number read, each at its own place, without
 * a lock. What is too old is dropped, whoever has not read it yet: so a slow reader costs no memory.
 *
 * @param <E> what is kept
 */
public final class EventRing<E> {
    private final AtomicReferenceArray<@Nullable Entry<E>> entries;
    private final long mostBytes;
    private final Consumer<E> onDropped;
    private volatile long bytes;
    private volatile long first;
    private volatile long end;

    private record Entry<E>(long number, E event, int weight) {}

    /**
     * An empty ring.
     *
     * @param mostEvents how many it keeps at most; a power of two
     * @param mostBytes how heavy they may be together; the newest is kept however heavy it is
     * @param onDropped told what is dropped, by the writing thread
     */
    public EventRing(int mostEvents, long mostBytes, Consumer<E> onDropped) {
        if (Integer.bitCount(mostEvents) != 1) {
            throw new IllegalArgumentException("not a power of two: " + mostEvents);
        }
        this.entries = new AtomicReferenceArray<>(mostEvents);
        this.mostBytes = mostBytes;
        this.onDropped = onDropped;
    }

    /** The number of the oldest event that is kept. */
    public long first() {
        return first;
    }

    /** The number that the next event gets. */
    public long end() {
        return end;
    }

    /** How heavy all are together. */
    public long bytes() {
        return bytes;
    }

    /** The event of this number; null when it has been dropped. It must have been added. */
    @Nullable
    public E get(long number) {
        Entry<E> entry = entries.get(slot(number));
        return entry != null && entry.number() == number ? entry.event() : null;
    }

    /** Adds an event; only ever one thread at a time. */
    public void add(E event, int weight) {
        long number = end;
        while (first < number && (number - first == entries.length() || bytes + weight > mostBytes)) {
            drop();
        }
        bytes = bytes + weight;
        entries.set(slot(number), new Entry<>(number, event, weight));
        end = number + 1;
    }

    private void drop() {
        Entry<E> oldest = entries.getAndSet(slot(first), null);
        first = first + 1;
        if (oldest != null) {
            bytes = bytes - oldest.weight();
            onDropped.accept(oldest.event());
        }
    }

    private int slot(long number) {
        return (int) (number & (entries.length() - 1));
    }
}
