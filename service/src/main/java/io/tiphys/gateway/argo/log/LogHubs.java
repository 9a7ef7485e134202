package io.tiphys.gateway.argo.log;

import io.tiphys.gateway.argo.ring.SingleFlight;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.lifecycle.log.LogSelection;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.workflow.Namespace;
import java.util.function.Function;

/** The open followed logs. Thread-safe. */
final class LogHubs {
    private final UpstreamLogs upstreams;
    private final SingleFlight<Key, LogHub> hubs = new SingleFlight<>();

    /** Readers with the same key share a log. */
    private record Key(
            String environment, String credential, Namespace namespace, LogSelection selection, WireFormat format) {}

    /** Opens upstream logs. */
    interface UpstreamLogs {
        /** @throws io.tiphys.gateway.error.GatewayException when the log cannot be opened */
        EventStream<byte[]> open(
                StandingCredential credential, Namespace namespace, LogSelection selection, WireFormat format);
    }

    LogHubs(UpstreamLogs upstreams) {
        this.upstreams = upstreams;
    }

    /**
     * A new reader of a shared log. When the hub no longer keeps the log's beginning, the log is opened anew, and later
     * readers share the new one.
     *
     * @throws io.tiphys.gateway.error.GatewayException when an upstream log cannot be opened
     */
    <T> LogReader<T> read(
            StandingCredential credential,
            Namespace namespace,
            LogSelection selection,
            WireFormat format,
            Function<byte[], T> form) {
        Key key = new Key(credential.environment().name(), credential.key(), namespace, selection, format);
        while (true) {
            LogHub hub = hubs.get(
                    key,
                    () -> open(key, credential),
                    Deadline.after(credential.environment().limits().callTimeout()));
            LogReader<T> reader = new LogReader<>(hub, form);
            if (hub.join(reader)) {
                return reader;
            }
            hubs.forget(key, hub);
        }
    }

    private LogHub open(Key key, StandingCredential credential) {
        LogHub hub = new LogHub(
                upstreams.open(credential, key.namespace(), key.selection(), key.format()),
                over -> hubs.forget(key, over));
        hub.start();
        return hub;
    }
}
