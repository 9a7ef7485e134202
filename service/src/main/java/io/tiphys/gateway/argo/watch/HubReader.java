package io.tiphys.gateway.argo.watch;

import io.tiphys.gateway.argo.payload.HubEvent;
import io.tiphys.gateway.argo.payload.HubEvent.Sight;
import io.tiphys.gateway.argo.payload.ReaderForm;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Changed;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Progress;
import io.tiphys.gateway.argo.payload.WatchFilter;
import io.tiphys.gateway.argo.payload.WatchedObject;
import io.tiphys.gateway.argo.ring.Awaited;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.SlowReaders;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a hub. The reader keeps a cursor into the hub's ring, and no events. A reader that is too slow finds its
 * cursor invalid, and ends with a resume token. A reader begins with the initial snapshot, or after a version. Events before
 * the beginning of the ring come from the reader's own upstream watch, until that watch has caught up.
 *
 * @param <T> the type of an event
 */
final class HubReader<T> implements EventStream<T> {
    /** The maximum wait of a reader in its own watch before the reader checks the hub. */
    private static final Duration CATCHING_UP = Duration.ofMillis(500);

    private final WatchHub hub;
    private final WatchHistory history;
    private final WatchFilter filter;
    private final ReaderForm<T> form;
    private final OptionalLong startAfter;
    private final LongFunction<EventStream<UpstreamEvent>> pastOpener;
    private final Deque<WatchedObject> present = new ArrayDeque<>();
    private volatile @Nullable EventStream<UpstreamEvent> past;
    private final Awaited news = new Awaited(this::hasNews);
    private volatile boolean closed;
    private boolean begun;
    private boolean ended;
    private long place;
    private long presentVersion;

    /** Highest resource version already delivered to, or filtered out for, this reader; 0 before the first event. */
    private long after;

    /**
     * A reader that has not begun.
     *
     * @param startAfter the version after which to start; empty for the initial snapshot
     * @param pastOpener opens a watch with the same filter after a version
     */
    HubReader(
            WatchHub hub,
            WatchFilter filter,
            ReaderForm<T> form,
            OptionalLong startAfter,
            LongFunction<EventStream<UpstreamEvent>> pastOpener) {
        this.hub = hub;
        this.history = hub.history();
        this.filter = filter;
        this.form = form;
        this.startAfter = startAfter;
        this.pastOpener = pastOpener;
    }

    /** Waits a while for the hub's initial snapshot, and sets the cursor. */
    void begin(Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        while (!history.complete() && !hub.over() && park(until)) {
            // check again
        }
        if (history.complete()) {
            begin();
        }
    }

    /** Whether the hub knows a workflow. */
    boolean knows(String key) {
        return history.has(key);
    }

    private void begin() {
        begun = true;
        if (startAfter.isEmpty()) {
            WatchHistory.PresentState state = history.presentState(filter);
            present.addAll(state.objects());
            presentVersion = state.version();
            place = state.next();
            after = present.isEmpty() ? presentVersion : 0;
            return;
        }
        after = startAfter.getAsLong();
        if (!takePlaceAfter()) {
            past = pastOpener.apply(after);
            if (closed) {
                leavePast();
            }
        }
    }

    private boolean takePlaceAfter() {
        Optional<Long> found = history.placeAfter(after);
        found.ifPresent(number -> place = number);
        return found.isPresent();
    }

    @Override
    public Step<T> next(Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        while (!closed && !ended) {
            Optional<Step<T>> step = past == null ? advance() : catchUp(until);
            if (step.isPresent()) {
                ended = step.get() instanceof End;
                return step.get();
            }
            if (past == null && !hasNews() && !park(until)) {
                return closed ? new End<>() : new Silence<>();
            }
        }
        return new End<>();
    }

    /** The next step that is available without waiting. */
    private Optional<Step<T>> advance() {
        if (!begun) {
            if (history.complete()) {
                begin();
                return Optional.empty();
            }
            return hub.over() ? Optional.of(over()) : Optional.empty();
        }
        WatchedObject object = present.poll();
        if (object != null) {
            if (place < history.ring().first()) {
                throw tooSlow();
            }
            after = present.isEmpty() ? Math.max(presentVersion, object.version()) : object.version();
            return Optional.of(new Item<>(form.of(object, Sight.ADDED, object.version())));
        }
        while (place < history.ring().end()) {
            HubEvent event = history.ring().get(place);
            if (event == null) {
                throw tooSlow();
            }
            place++;
            Optional<Step<T>> step = seen(event);
            if (step.isPresent()) {
                return step;
            }
        }
        return hub.over() && place == history.ring().end() ? Optional.of(over()) : Optional.empty();
    }

    private Optional<Step<T>> seen(HubEvent event) {
        long version = event.object().version();
        Sight sight = version > after ? event.seenBy(filter) : Sight.NONE;
        after = Math.max(after, version);
        return sight == Sight.NONE
                ? Optional.empty()
                : Optional.of(new Item<>(form.of(event.shown(sight), sight, version)));
    }

    private GatewayException tooSlow() {
        ended = true;
        return SlowReaders.ofWatch(after);
    }

    private Step<T> over() {
        GatewayException failure = hub.failure();
        if (failure != null) {
            ended = true;
            throw new GatewayException(failure.problem(), failure);
        }
        return new End<>();
    }

    /** Reads the reader's own watch of the past, and closes the watch as soon as the ring reaches back far enough. */
    private Optional<Step<T>> catchUp(long until) {
        EventStream<UpstreamEvent> own = past;
        if (own == null || takePlaceAfter()) {
            leavePast();
            return Optional.empty();
        }
        Duration timeout = Duration.ofNanos(Math.min(until - System.nanoTime(), CATCHING_UP.toNanos()));
        if (!timeout.isPositive()) {
            return Optional.of(new Silence<>());
        }
        return switch (own.next(timeout)) {
            case Item<UpstreamEvent>(Changed changed) -> {
                after = Math.max(after, changed.object().version());
                Sight sight = Sight.valueOf(changed.object().type());
                yield Optional.of(new Item<>(
                        form.of(changed.object(), sight, changed.object().version())));
            }
            case Item<UpstreamEvent>(Progress progress) -> {
                after = Math.max(after, progress.version());
                yield Optional.empty();
            }
            case Item<UpstreamEvent> ignored -> Optional.empty();
            case Silence<UpstreamEvent> ignored -> Optional.empty();
            case End<UpstreamEvent> ignored -> Optional.of(new End<>());
        };
    }

    private void leavePast() {
        EventStream<UpstreamEvent> own = past;
        past = null;
        if (own != null) {
            own.close();
        }
    }

    private boolean hasNews() {
        return closed || hub.over() || (begun ? place < history.ring().end() : history.complete());
    }

    /** Waits for a possible event; false when the time is up or the reader was closed. */
    private boolean park(long until) {
        boolean goesOn = news.await(until);
        if (Thread.currentThread().isInterrupted()) {
            close();
        }
        return goesOn && !closed;
    }

    /** Wakes a waiting reader. */
    void wake() {
        news.wake();
    }

    @Override
    public void close() {
        closed = true;
        leavePast();
        hub.leave(this);
        wake();
    }
}
