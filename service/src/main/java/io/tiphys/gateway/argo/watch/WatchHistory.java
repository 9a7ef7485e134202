package io.tiphys.gateway.argo.watch;

import io.tiphys.gateway.argo.payload.HubEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Changed;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Progress;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Started;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Unmarked;
import io.tiphys.gateway.argo.payload.WatchFilter;
import io.tiphys.gateway.argo.payload.WatchedObject;
import io.tiphys.gateway.argo.ring.EventRing;
import java.util.List;
import java.util.Optional;

/** The current state of an upstream watch and its newest events. One thread adds events. Thread-safe. */
final class WatchHistory {
    /** Newer than any version: the start of the ring is unknown so far. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final WatchIndex index = new WatchIndex();
    private final EventRing<HubEvent> ring;
    private volatile boolean complete;
    private volatile long floor = UNKNOWN;

    /** Creates an empty one that keeps at most so many events and bytes of them. */
    WatchHistory(int mostEvents, long mostBytes) {
        this.ring = new EventRing<>(mostEvents, mostBytes, this::dropped);
    }

    /** Whether the initial snapshot is complete, so that readers can begin. */
    boolean complete() {
        return complete;
    }

    /** The version after which the ring contains every event. */
    long floor() {
        return floor;
    }

    EventRing<HubEvent> ring() {
        return ring;
    }

    /**
     * The current state and the position in the ring at which it continues.
     *
     * @param objects the matching workflows
     * @param version the version of the state; 0 while unknown
     * @param next the number of the next event
     */
    record PresentState(List<WatchedObject> objects, long version, long next) {}

    synchronized PresentState presentState(WatchFilter filter) {
        long end = ring.end();
        HubEvent newest = end > ring.first() ? ring.get(end - 1) : null;
        long version = newest != null ? newest.object().version() : floor == UNKNOWN ? 0 : floor;
        return new PresentState(index.matching(filter), version, end);
    }

    /** Whether a workflow exists. */
    synchronized boolean has(String key) {
        return index.has(key);
    }

    /** The number of the first event after a version, if the ring reaches back that far. */
    Optional<Long> placeAfter(long version) {
        if (!complete || version < floor) {
            return Optional.empty();
        }
        long low = ring.first();
        long high = ring.end();
        while (low < high) {
            long middle = (low + high) >>> 1;
            HubEvent event = ring.get(middle);
            if (event == null || event.object().version() <= version) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // Events dropped in the meantime may have been after the version.
        return version < floor ? Optional.empty() : Optional.of(low);
    }

    /** Takes the next event of the upstream. */
    synchronized void accept(UpstreamEvent event) {
        switch (event) {
            case Started started -> index.clear();
            case Changed changed -> change(changed);
            case Unmarked unmarked -> complete = true;
            case Progress progress -> {
                if (floor == UNKNOWN && (complete || progress.complete())) {
                    floor = progress.version();
                }
                complete |= progress.complete();
            }
        }
    }

    private void change(Changed changed) {
        WatchedObject object = changed.object();
        WatchedObject before = index.get(object.key());
        if (before != null && before.version() >= object.version()) {
            return; // known already
        }
        if (changed.deleted()) {
            index.remove(object.key());
        } else {
            index.put(object);
        }
        if (complete) {
            if (floor == UNKNOWN) {
                floor = object.version() - 1;
            }
            HubEvent event = HubEvent.of(object, changed.deleted(), before);
            ring.add(event, event.weight());
        } else {
            index.settled(object);
        }
    }

    private void dropped(HubEvent event) {
        floor = event.object().version();
        index.settled(event.object());
    }
}
