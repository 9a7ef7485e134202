package io.tiphys.gateway.argo.watch;

import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Changed;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Unmarked;
import io.tiphys.gateway.argo.payload.WatchedObject;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A watch whose present state has no mark at its end: that of a Kubernetes without streaming lists, which are on by default
 * since 1.34. The present state has been told when something else than an addition comes, or nothing for a while; what
 * is told too late looks like something that has just been created.
 */
final class UnmarkedPresentState implements EventStream<UpstreamEvent> {
    /** Kubernetes tells a present state without a pause. */
    static final Duration QUIET = Duration.ofSeconds(1);

    private final EventStream<UpstreamEvent> stream;
    private Optional<Step<UpstreamEvent>> held = Optional.empty();
    private long newest;
    private boolean told;

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
        if (told) {
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
        told = true;
        held = step instanceof Item ? Optional.of(step) : Optional.empty();
        return new Item<>(new Unmarked(newest));
    }

    @Override
    public void close() {
        stream.close();
    }
}
