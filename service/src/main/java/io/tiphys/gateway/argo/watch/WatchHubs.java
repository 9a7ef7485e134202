package io.tiphys.gateway.argo.watch;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.argo.payload.ReaderForm;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.WatchFilter;
import io.tiphys.gateway.argo.request.UpstreamQuery;
import io.tiphys.gateway.argo.request.WatchStart;
import io.tiphys.gateway.argo.ring.SingleFlight;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WatchSelection;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.workflow.Namespace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The open hubs. Thread-safe. */
public final class WatchHubs implements AutoCloseable {
    /** The maximum wait for a hub's initial snapshot while a reader is opened; afterwards the reader itself waits. */
    private static final Duration FILLING = Duration.ofSeconds(2);

    private final UpstreamWatches upstreams;
    private final Ticker ticker;
    private final SingleFlight<Key, WatchHub> hubs = new SingleFlight<>();

    /** Readers with the same key share a hub. */
    private record Key(String environment, String credential, Optional<Namespace> namespace, WireFormat format) {}

    /** Opens upstream watches. */
    public interface UpstreamWatches {
        /** @throws io.tiphys.gateway.error.GatewayException when the watch cannot be opened */
        EventStream<UpstreamEvent> open(StandingCredential credential, UpstreamQuery query, WireFormat format);
    }

    WatchHubs(UpstreamWatches upstreams, Ticker ticker) {
        this.upstreams = upstreams;
        this.ticker = ticker;
    }

    /**
     * A new reader of a shared hub; the hub is opened if necessary.
     *
     * @throws io.tiphys.gateway.error.GatewayException when an upstream watch cannot be opened
     */
    <T> HubReader<T> read(
            StandingCredential credential,
            Optional<Namespace> namespace,
            WatchSelection selection,
            WatchFilter filter,
            WireFormat format,
            ReaderForm<T> form) {
        Key key = new Key(credential.environment().name(), credential.key(), namespace, format);
        while (true) {
            WatchHub hub = hubs.get(
                    key,
                    () -> open(key, credential),
                    Deadline.after(credential.environment().limits().callTimeout()));
            HubReader<T> reader = new HubReader<>(
                    hub,
                    filter,
                    form,
                    startAfter(selection),
                    version -> unbroken(
                            credential,
                            WatchStart.after(version),
                            start -> UpstreamQuery.ofPast(
                                    namespace, selection, start.after().orElse(version)),
                            format));
            if (hub.join(reader)) {
                return begun(reader);
            }
            hubs.forget(key, hub);
        }
    }

    private static <T> HubReader<T> begun(HubReader<T> reader) {
        try {
            reader.begin(FILLING);
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static OptionalLong startAfter(WatchSelection selection) {
        return selection.resourceVersion().stream()
                .mapToLong(WatchFilter::version)
                .findFirst();
    }

    private WatchHub open(Key key, StandingCredential credential) {
        UnbrokenWatch upstream =
                new UnbrokenWatch(WatchStart.PRESENT_STATE, start -> ofHub(key, credential, start), ticker);
        WatchHub hub = new WatchHub(
                upstream,
                ticker,
                over -> hubs.forget(key, over),
                credential.environment().limits().watchHistory());
        hub.start();
        return hub;
    }

    private EventStream<UpstreamEvent> ofHub(Key key, StandingCredential credential, WatchStart start) {
        try {
            return upstreams.open(credential, UpstreamQuery.ofHub(key.namespace(), start), key.format());
        } catch (GatewayException e) {
            if (start.after().isPresent() || e.problem().reason() != ErrorReason.WORKFLOW_REFUSED_BY_ARGO) {
                throw e;
            }
            return new UnmarkedPresentState(
                    upstreams.open(credential, UpstreamQuery.ofHubUnmarked(key.namespace()), key.format()));
        }
    }

    private UnbrokenWatch unbroken(
            StandingCredential credential,
            WatchStart start,
            Function<WatchStart, UpstreamQuery> query,
            WireFormat format) {
        return new UnbrokenWatch(start, from -> upstreams.open(credential, query.apply(from), format), ticker);
    }

    /** The number of hubs that are open or opening. */
    int size() {
        return hubs.size();
    }

    @Override
    public void close() {
        hubs.forEach(WatchHub::close);
    }
}
