package io.tiphys.gateway.argo.watch;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upstream watch and its readers. One virtual thread reads the upstream into the {@link WatchHistory} and wakes the readers.
 * Each reader filters events itself. Thread-safe.
 */
final class WatchHub {
    /**
     * The time for which a hub without readers stays open: a reader that reloads a page finds the hub and its history again.
     */
    static final Duration GRACE = Duration.ofSeconds(30);

    /** The interval of the check for readers while no event arrives. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final int MOST_EVENTS = 16 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(WatchHub.class);

    private final UnbrokenWatch upstream;
    private final Ticker ticker;
    private final Consumer<WatchHub> onOver;
    private final WatchHistory history;
    private final Set<HubReader<?>> readers = ConcurrentHashMap.newKeySet();
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
        this.history = new WatchHistory(mostEvents, mostBytes);
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

    /** Whether the hub has ended. */
    boolean over() {
        return over;
    }

    /** The failure that ended the hub; null after a normal end. */
    @Nullable
    GatewayException failure() {
        return failure;
    }

    /** The state and the newest events. */
    WatchHistory history() {
        return history;
    }

    private void pump() {
        try (upstream) {
            boolean goesOn = true;
            while (goesOn && !abandoned()) {
                goesOn = switch (upstream.next(POLL)) {
                    case Item<UpstreamEvent>(UpstreamEvent event) -> {
                        history.accept(event);
                        wakeReaders();
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

    private void wakeReaders() {
        readers.forEach(HubReader::wake);
    }

    /** Ends the upstream and all readers. */
    void close() {
        upstream.close();
    }
}
