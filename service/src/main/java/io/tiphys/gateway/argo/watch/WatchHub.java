package io.tiphys.gateway.argo.watch;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.argo.payload.HubEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Changed;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Progress;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Started;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Unmarked;
import io.tiphys.gateway.argo.payload.WatchFilter;
import io.tiphys.gateway.argo.payload.WatchedObject;
import io.tiphys.gateway.argo.ring.EventRing;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upstream watch and its readers. One virtual thread reads the upstream, keeps the current state and the newest events,
 * and wakes the readers. Each reader filters events itself. Thread-safe.
 */
final class WatchHub {
    /**
     * The time for which a hub without readers stays open: a reader that reloads a page finds the hub and its history again.
     */
    static final Duration GRACE = Duration.ofSeconds(30);

    /** The interval of the check for readers while no event arrives. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Newer than any version: the start of the ring is unknown so far. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private static final int MOST_EVENTS = 16 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(WatchHub.class);

    private final UnbrokenWatch upstream;
    private final Ticker ticker;
    private final Consumer<WatchHub> onOver;
    private final WatchIndex index = new WatchIndex();
    private final EventRing<HubEvent> ring;
    private final Set<HubReader<?>> readers = ConcurrentHashMap.newKeySet();
    private volatile boolean complete;
    private volatile long floor = UNKNOWN;
    private volatile boolean over;
    private volatile @Nullable GatewayException failure;
    private long emptySince;

    /**
     * A hub over an upstream that has just been opened.
     *
     * @param onOver called once, when no reader can join any more
     * @param mostBytes the maximum bytes of the newest events
     */
    WatchHub(UnbrokenWatch upstream, Ticker ticker, Consumer<WatchHub> onOver, long mostBytes) {
        this(upstream, ticker, onOver, MOST_EVENTS, mostBytes);
    }

    WatchHub(UnbrokenWatch upstream, Ticker ticker, Consumer<WatchHub> onOver, int mostEvents, long mostBytes) {
        this.upstream = upstream;
        this.ticker = ticker;
        this.onOver = onOver;
        this.emptySince = ticker.read();
        this.ring = new EventRing<>(mostEvents, mostBytes, this::dropped);
    }

    /** Starts to read the upstream. */
    void start() {
        Thread.ofVirtual().name("watch-hub").start(this::pump);
    }

    /** Adds a reader; false when the hub has ended, and another one is needed. */
    synchronized boolean join(HubReader<?> reader) {
        if (over) {
            return false;
        }
        readers.add(reader);
        return true;
    }

    synchronized void leave(HubReader<?> reader) {
        readers.remove(reader);
        if (readers.isEmpty()) {
            emptySince = ticker.read();
        }
    }

    /** Whether the initial snapshot is complete, so that readers can begin. */
    boolean complete() {
        return complete;
    }

    /** Whether the hub has ended. */
    boolean over() {
        return over;
    }

    /** The failure that ended the hub; null after a normal end. */
    @Nullable
    GatewayException failure() {
        return failure;
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

    private void pump() {
        try (upstream) {
            boolean goesOn = true;
            while (goesOn && !abandoned()) {
                goesOn = switch (upstream.next(POLL)) {
                    case Item<UpstreamEvent>(UpstreamEvent event) -> {
                        accept(event);
                        yield true;
                    }
                    case Silence<UpstreamEvent> ignored -> true;
                    case End<UpstreamEvent> ignored -> false;
                };
            }
        } catch (GatewayException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            LOG.error("a shared watch failed", e);
            failure = new GatewayException(Problem.of(ErrorReason.INTERNAL, "The shared watch failed."), e);
        } finally {
            finish();
        }
    }

    /** Synchronized, so that no reader joins between the check and the end. */
    private synchronized boolean abandoned() {
        over = readers.isEmpty() && ticker.read() - emptySince >= GRACE.toNanos();
        return over;
    }

    private void finish() {
        synchronized (this) {
            over = true;
        }
        onOver.accept(this);
        wakeReaders();
    }

    private void accept(UpstreamEvent event) {
        synchronized (this) {
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
        wakeReaders();
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

    private void wakeReaders() {
        readers.forEach(HubReader::wake);
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

    /** Ends the upstream and all readers. */
    void close() {
        upstream.close();
    }
}
