package io.tiphys.gateway.argo.log;

import io.tiphys.gateway.argo.client.ArgoClient;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.failure.ExchangeFailures;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.payload.StreamFormats;
import io.tiphys.gateway.argo.request.GrpcRequests;
import io.tiphys.gateway.argo.request.WorkflowRequests;
import io.tiphys.gateway.lifecycle.log.LogEntry;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.log.LogSelection;
import io.tiphys.gateway.lifecycle.log.SharedLogs;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/** Logs; readers share followed logs. Thread-safe. */
@Singleton
public final class HttpSharedLogs implements SharedLogs {
    private final ArgoClients clients;
    private final LogHubs hubs = new LogHubs(this::upstream);

    public HttpSharedLogs(ArgoClients clients) {
        this.clients = clients;
    }

    @Override
    public EventStream<LogEntry> open(
            StandingCredential credential, Namespace namespace, LogSelection selection, WireFormat format) {
        return read(credential, namespace, selection, format, LogEntry::new);
    }

    /** The log in the core's own lines. */
    public EventStream<LogLine> lines(StandingCredential credential, Namespace namespace, LogSelection selection) {
        return read(credential, namespace, selection, WireFormat.JSON, HttpSharedLogs::line);
    }

    private <T> EventStream<T> read(
            StandingCredential credential,
            Namespace namespace,
            LogSelection selection,
            WireFormat format,
            Function<byte[], T> form) {
        return selection.follow()
                ? hubs.read(credential, namespace, selection, format, form)
                : new Mapped<>(upstream(credential, namespace, selection, format), form);
    }

    private EventStream<byte[]> upstream(
            StandingCredential credential, Namespace namespace, LogSelection selection, WireFormat format) {
        ArgoRequest request = format == WireFormat.PROTOBUF
                ? GrpcRequests.logs(namespace, selection)
                : WorkflowRequests.logs(namespace, selection);
        return credential.call(call -> {
            ArgoClient client = clients.of(call.environment());
            return selection.follow()
                    ? client.openFollowedLog(call, request, StreamFormats.LOG_PAYLOADS, credential.requester())
                    : client.open(call, request, StreamFormats.LOG_PAYLOADS, credential.requester());
        });
    }

    private static LogLine line(byte[] payload) {
        try {
            return StreamFormats.LOG_LINES
                    .reader()
                    .read(payload)
                    .orElseThrow(() -> new IOException("no line of a log"));
        } catch (IOException e) {
            throw ExchangeFailures.incomprehensible(e);
        }
    }

    /** A log that is not shared. */
    private record Mapped<T>(EventStream<byte[]> lines, Function<byte[], T> form) implements EventStream<T> {
        @Override
        public Step<T> next(Duration timeout) {
            return switch (lines.next(timeout)) {
                case Item<byte[]>(byte[] line) -> new Item<>(form.apply(line));
                case Silence<byte[]> ignored -> new Silence<>();
                case End<byte[]> ignored -> new End<>();
            };
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
