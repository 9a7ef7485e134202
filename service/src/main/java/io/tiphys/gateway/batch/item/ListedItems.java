package io.tiphys.gateway.batch.item;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Items that are at hand. */
public final class ListedItems implements BatchSource {
    private final IntFunction<BatchItem> items;
    private final int count;
    private final Runnable release;
    private int next;

    /**
     * Items by their position.
     *
     * @param release run at the close
     */
    public ListedItems(int count, IntFunction<BatchItem> items, Runnable release) {
        this.count = count;
        this.items = items;
        this.release = release;
    }

    /** The items of a list. */
    public static ListedItems of(List<BatchItem> items, Runnable release) {
        List<BatchItem> kept = List.copyOf(items);
        return new ListedItems(kept.size(), kept::get, release);
    }

    @Override
    public Optional<BatchItem> next() {
        return next < count ? Optional.of(items.apply(next++)) : Optional.empty();
    }

    @Override
    public int nextIndex() {
        return next < count ? items.apply(next).index() : count;
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public void close() {
        release.run();
    }
}
