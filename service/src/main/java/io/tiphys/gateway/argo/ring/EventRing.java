package io.tiphys.gateway.argo.ring;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a shared stream, numbered from 0. One thread writes. Any number of threads read without a lock, each
 * with its own cursor. The ring drops old events even if a reader has not read them: so a slow reader costs no memory.
 *
 * @param <E> the type of an event
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
     * @param mostEvents the maximum number of events; a power of two
     * @param mostBytes the maximum total weight; the newest event is kept regardless of its weight
     * @param onDropped receives each dropped event, on the writing thread
     */
    public EventRing(int mostEvents, long mostBytes, Consumer<E> onDropped) {
        if (Integer.bitCount(mostEvents) != 1) {
            throw new IllegalArgumentException("not a power of two: " + mostEvents);
        }
        this.entries = new AtomicReferenceArray<>(mostEvents);
        this.mostBytes = mostBytes;
        this.onDropped = onDropped;
    }

    /** The number of the oldest kept event. */
    public long first() {
        return first;
    }

    /** The number of the next event. */
    public long end() {
        return end;
    }

    /** The total weight of all events. */
    public long bytes() {
        return bytes;
    }

    /** The event with this number; null when the event has been dropped. The event must have been added. */
    @Nullable
    public E get(long number) {
        Entry<E> entry = entries.get(slot(number));
        return entry != null && entry.number() == number ? entry.event() : null;
    }

    /** Adds an event; never called by two threads at once. */
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
