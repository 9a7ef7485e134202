package io.tiphys.gateway.argo.watch;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Changed;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Progress;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Started;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Unmarked;
import io.tiphys.gateway.argo.request.WatchStart;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One unbroken stream over any number of upstream watches. Kubernetes closes every watch after a while, even an idle one;
 * the next watch starts after the newest version seen. Watches that end at once without an event are reopened with growing
 * pauses. After several of them in a row, the stream ends with the end of the last one. If a watch breaks before the end of
 * the initial snapshot, the stream starts anew with {@link UpstreamEvent.Started}.
 */
final class UnbrokenWatch implements EventStream<UpstreamEvent> {
    /** The lifetime after which an upstream watch counts as healthy, even without an event. */
    static final Duration SETTLED = Duration.ofSeconds(5);

    /** The first pause between watches that end at once; each further pause is twice as long. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /**
     * The maximum number of consecutive watches that end at once: with the pauses between them about a quarter of a minute.
     */
    static final int MOST_FRUITLESS = 5;

    private final Opener opener;
    private final Ticker ticker;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable EventStream<UpstreamEvent> current;
    private WatchStart start;
    private boolean startReported;
    private long openedAt;
    private long reopenAt;
    private boolean progressed;
    private int fruitless;
    private boolean ended;

    /** Opens an upstream watch. */
    interface Opener {
        /** @throws GatewayException when the watch cannot be opened */
        EventStream<UpstreamEvent> open(WatchStart start);
    }

    /**
     * Opens the first upstream watch.
     *
     * @throws GatewayException when the watch cannot be opened
     */
    UnbrokenWatch(WatchStart start, Opener opener, Ticker ticker) {
        this.start = start;
        this.opener = opener;
        this.ticker = ticker;
        this.openedAt = ticker.read();
        this.current = opener.open(start);
    }

    @Override
    public Step<UpstreamEvent> next(Duration timeout) {
        if (ended || closed()) {
            return new End<>();
        }
        if (!startReported && start.after().isEmpty()) {
            startReported = true;
            return new Item<>(new Started());
        }
        EventStream<UpstreamEvent> upstream = current;
        try {
            return upstream == null ? reopen(timeout) : pull(upstream, timeout);
        } catch (GatewayException e) {
            return broken(e);
        }
    }

    private Step<UpstreamEvent> pull(EventStream<UpstreamEvent> upstream, Duration timeout) {
        Step<UpstreamEvent> step = upstream.next(timeout);
        return switch (step) {
            case Item<UpstreamEvent>(UpstreamEvent event) -> {
                seen(event);
                yield step;
            }
            case Silence<UpstreamEvent> silence -> silence;
            case End<UpstreamEvent> end -> {
                ended = closed();
                yield ended ? end : lost(Optional.empty());
            }
        };
    }

    /** The initial snapshot is ordered by name and not by version: only its end gives a version to resume from. */
    private void seen(UpstreamEvent event) {
        progressed = true;
        switch (event) {
            case Started started -> {}
            case Changed changed -> {
                if (start.after().isPresent()) {
                    start = WatchStart.after(
                            Math.max(start.after().getAsLong(), changed.object().version()));
                }
            }
            case Unmarked unmarked -> {
                if (unmarked.newest() > 0) {
                    start = WatchStart.after(unmarked.newest());
                }
            }
            case Progress progress -> {
                if (progress.complete() || start.after().isPresent()) {
                    start = WatchStart.after(Math.max(start.after().orElse(0), progress.version()));
                }
            }
        }
    }

    private Step<UpstreamEvent> broken(GatewayException failure) {
        if (!failure.problem().reason().retryable()) {
            ended = true;
            throw failure;
        }
        return lost(Optional.of(failure));
    }

    /** The upstream watch ended, but the stream continues, at once or after a pause. */
    private Step<UpstreamEvent> lost(Optional<GatewayException> failure) {
        closeCurrent();
        startReported = false;
        long now = ticker.read();
        boolean sound = progressed || now - openedAt >= SETTLED.toNanos();
        progressed = false;
        fruitless = sound ? 0 : fruitless + 1;
        if (fruitless >= MOST_FRUITLESS) {
            ended = true;
            failure.ifPresent(last -> {
                throw last;
            });
            return new End<>();
        }
        reopenAt = now + (fruitless == 0 ? 0 : FIRST_PAUSE.toNanos() << (fruitless - 1));
        return new Silence<>();
    }

    private Step<UpstreamEvent> reopen(Duration timeout) {
        long wait = Math.min(timeout.toNanos(), reopenAt - ticker.read());
        if (wait <= 0) {
            openedAt = ticker.read();
            current = opener.open(start);
            if (closed()) {
                closeCurrent();
            }
        } else {
            awaitClosing(wait);
        }
        return closed() ? new End<>() : new Silence<>();
    }

    private void awaitClosing(long nanos) {
        try {
            closing.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void closeCurrent() {
        EventStream<UpstreamEvent> upstream = current;
        current = null;
        if (upstream != null) {
            upstream.close();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        EventStream<UpstreamEvent> upstream = current;
        if (upstream != null) {
            upstream.close();
        }
    }
}
