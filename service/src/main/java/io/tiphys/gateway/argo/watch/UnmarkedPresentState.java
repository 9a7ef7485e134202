package io.tiphys.gateway.argo.watch;

import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Changed;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Unmarked;
import io.tiphys.gateway.argo.payload.WatchedObject;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A watch without a mark at the end of its initial snapshot: that of a Kubernetes version without streaming lists, which are
 * on by default since 1.34. The snapshot counts as complete at the first event other than an addition, or after a quiet
 * period. A later part of the snapshot looks like a new workflow.
 */
final class UnmarkedPresentState implements EventStream<UpstreamEvent> {
    /** Kubernetes sends an initial snapshot without a pause. */
    static final Duration QUIET = Duration.ofSeconds(1);

    private final EventStream<UpstreamEvent> stream;
    private Optional<Step<UpstreamEvent>> held = Optional.empty();
    private long newest;
    private boolean reported;

    UnmarkedPresentState(EventStream<UpstreamEvent> stream) {
        this.stream = stream;
    }

    @Override
    public Step<UpstreamEvent> next(Duration timeout) {
        if (held.isPresent()) {
            Step<UpstreamEvent> step = held.get();
            held = Optional.empty();
            return step;
        }
        if (reported) {
            return stream.next(timeout);
        }
        Step<UpstreamEvent> step = stream.next(timeout.compareTo(QUIET) < 0 ? timeout : QUIET);
        if (step instanceof Item<UpstreamEvent>(Changed(WatchedObject object))
                && object.type().equals("ADDED")) {
            newest = Math.max(newest, object.version());
            return step;
        }
        if (step instanceof End) {
            return step;
        }
        reported = true;
        held = step instanceof Item ? Optional.of(step) : Optional.empty();
        return new Item<>(new Unmarked(newest));
    }

    @Override
    public void close() {
        stream.close();
    }
}
