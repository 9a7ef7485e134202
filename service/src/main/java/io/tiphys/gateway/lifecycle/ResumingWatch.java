package io.tiphys.gateway.lifecycle;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.WorkflowSummary;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One unbroken stream over as many upstream watches as it takes. Kubernetes closes every watch after a while, also a
 * quiet one; the next one starts after the newest version seen. Watches that end at once without a change are opened
 * again ever more slowly, and after some of them in a row the stream ends as the last one did.
 */
final class ResumingWatch implements EventStream<WorkflowChange> {
    /** An upstream watch that lived so long was in order, also when nothing happened in it. */
    static final Duration SETTLED = Duration.ofSeconds(5);

    /** The first pause between watches that end at once; each further one is twice as long. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** So many watches in a row may end at once: with the pauses between them about a quarter of a minute. */
    static final int MOST_FRUITLESS = 5;

    private final Function<WatchQuery, Upstream> opener;
    private final Ticker ticker;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Upstream current;
    private WatchQuery query;
    private long openedAt;
    private long reopenAt;
    private boolean progressed;
    private int fruitless;
    private boolean ended;

    /**
     * An upstream watch.
     *
     * @param stream what it says
     * @param last whether nothing can come after its end
     */
    record Upstream(EventStream<WorkflowChange> stream, boolean last) {}

    /**
     * A stream that goes on with further watches.
     *
     * @param first the first watch
     * @param opener opens the others
     */
    ResumingWatch(WatchQuery query, Upstream first, Function<WatchQuery, Upstream> opener, Ticker ticker) {
        this.query = query;
        this.opener = opener;
        this.ticker = ticker;
        this.current = first;
        this.openedAt = ticker.read();
    }

    @Override
    public Step<WorkflowChange> next(Duration patience) {
        if (ended || closed()) {
            return new End<>();
        }
        Upstream upstream = current;
        try {
            return upstream == null ? reopen(patience) : pull(upstream, patience);
        } catch (GatewayException e) {
            return broken(e);
        }
    }

    private Step<WorkflowChange> pull(Upstream upstream, Duration patience) {
        return switch (upstream.stream().next(patience)) {
            case Item<WorkflowChange> item -> {
                seen(item.value());
                yield item;
            }
            case Silence<WorkflowChange> silence -> silence;
            case End<WorkflowChange> end -> {
                ended = closed() || upstream.last();
                yield ended ? end : lost(Optional.empty());
            }
        };
    }

    private void seen(WorkflowChange change) {
        WorkflowSummary summary = change.workflow().summary();
        progressed = true;
        query = query.afterNewer(summary.resourceVersion());
        ended = query.name().isPresent() && (summary.ended() || change.type() == WorkflowChange.Type.DELETED);
    }

    private Step<WorkflowChange> broken(GatewayException failure) {
        ErrorReason reason = failure.problem().reason();
        boolean one = query.name().isPresent();
        if (one && reason == ErrorReason.WORKFLOW_NOT_FOUND) {
            ended = true;
            return new End<>();
        }
        if (one && reason == ErrorReason.WATCH_EXPIRED) {
            query = query.fromNow();
        } else if (!reason.retryable()) {
            ended = true;
            throw failure;
        }
        return lost(Optional.of(failure));
    }

    /** The upstream watch is over and the stream is not: it goes on at once, or after a pause. */
    private Step<WorkflowChange> lost(Optional<GatewayException> failure) {
        closeCurrent();
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

    private Step<WorkflowChange> reopen(Duration patience) {
        long wait = Math.min(patience.toNanos(), reopenAt - ticker.read());
        if (wait <= 0) {
            openedAt = ticker.read();
            current = opener.apply(query);
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
        Upstream upstream = current;
        current = null;
        if (upstream != null) {
            upstream.stream().close();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        Upstream upstream = current;
        if (upstream != null) {
            upstream.stream().close();
        }
    }
}
