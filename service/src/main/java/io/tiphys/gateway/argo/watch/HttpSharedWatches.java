package io.tiphys.gateway.argo.watch;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.argo.client.ArgoClient;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.payload.EventForms;
import io.tiphys.gateway.argo.payload.JsonWatchPayloads;
import io.tiphys.gateway.argo.payload.ProtobufWatchPayloads;
import io.tiphys.gateway.argo.payload.ReaderForm;
import io.tiphys.gateway.argo.payload.StreamFormats;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.WatchFilter;
import io.tiphys.gateway.argo.payload.WatchPayloads;
import io.tiphys.gateway.argo.request.GrpcRequests;
import io.tiphys.gateway.argo.request.UpstreamQuery;
import io.tiphys.gateway.argo.request.WorkflowObjects;
import io.tiphys.gateway.argo.request.WorkflowRequests;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.SharedWatches;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WatchEvent;
import io.tiphys.gateway.lifecycle.stream.WatchSelection;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Shared watches. Thread-safe. */
@Singleton
public final class HttpSharedWatches implements SharedWatches, AutoCloseable {
    private final ArgoClients clients;
    private final WatchHubs hubs;

    public HttpSharedWatches(ArgoClients clients, Ticker ticker) {
        this.clients = clients;
        this.hubs = new WatchHubs(this::upstream, ticker);
    }

    private EventStream<UpstreamEvent> upstream(StandingCredential credential, UpstreamQuery query, WireFormat format) {
        return credential.call(call -> {
            ArgoClient client = clients.of(call.environment());
            return format == WireFormat.JSON
                    ? client.open(call, WorkflowRequests.watch(query), StreamFormats.EVENTS, credential.requester())
                    : client.open(
                            call, GrpcRequests.watch(query), StreamFormats.PROTOBUF_EVENTS, credential.requester());
        });
    }

    @Override
    public EventStream<WatchEvent> open(
            StandingCredential credential, Optional<Namespace> namespace, WatchSelection selection, WireFormat format) {
        WatchPayloads payloads = format == WireFormat.JSON ? new JsonWatchPayloads() : new ProtobufWatchPayloads();
        return read(credential, namespace, selection, format, EventForms.events(payloads, selection.fields()));
    }

    /** The watch in the core's own changes. */
    public EventStream<WorkflowChange> changes(
            StandingCredential credential, Namespace namespace, WatchSelection selection) {
        return read(credential, Optional.of(namespace), selection, WireFormat.JSON, EventForms.changes());
    }

    private <T> EventStream<T> read(
            StandingCredential credential,
            Optional<Namespace> namespace,
            WatchSelection selection,
            WireFormat format,
            ReaderForm<T> form) {
        WatchFilter filter = WatchFilter.of(selection);
        Optional<String> name = filter.fields().name();
        if (name.isEmpty() || namespace.isEmpty()) {
            return hubs.read(credential, namespace, selection, filter, format, form);
        }
        HubReader<T> reader = hubs.read(credential, namespace, selection, filter, format, form);
        try {
            if (!reader.knows(namespace.get().value() + "/" + name.get())) {
                require(credential, namespace.get(), name.get());
            }
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * The Argo Server refuses the watch of a single workflow that does not exist; the hub may not know a new workflow yet.
     */
    private void require(StandingCredential credential, Namespace namespace, String name) {
        ArgoRequest request = ArgoRequest.get(ArgoPath.of("workflows", namespace.value(), name));
        credential.call(call -> clients.of(call.environment()).call(call, request, WorkflowObjects::workflow));
    }

    /** Ends all watches. */
    @Override
    @PreDestroy
    public void close() {
        hubs.close();
    }
}
