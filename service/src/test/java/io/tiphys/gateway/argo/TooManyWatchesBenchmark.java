package io.tiphys.gateway.argo;

import io.tiphys.gateway.argo.client.ArgoClient;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.ArgoStream;
import io.tiphys.gateway.argo.client.Environments;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.payload.StreamFormats;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.request.UpstreamQuery;
import io.tiphys.gateway.argo.request.WatchStart;
import io.tiphys.gateway.argo.request.WorkflowRequests;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * With how many watches of their own an Argo Server still answers others. Run by {@code bench/freeze}; {@code
 * tiphys.bench.argo} names one that may freeze.
 */
class TooManyWatchesBenchmark {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ArgoWorkspace workspace = new ArgoWorkspace();

    @Test
    void straightAtAnArgoServerThatMayFreeze() throws InterruptedException {
        URI uri = URI.create(Objects.requireNonNull(System.getProperty("tiphys.bench.argo")));
        SubmissionEnvironment own = Environments.at(
                new ArgoServerAccess(uri, Optional.empty(), false, Optional.empty()), manyStreams(Environments.LIMITS));
        for (int watches : new int[] {100, 200, 240, 270}) {
            List<ArgoStream<UpstreamEvent>> streams = new CopyOnWriteArrayList<>();
            try (ArgoClients clients = Environments.servers(own)) {
                ArgoClient client = clients.of(own);
                try (ExecutorService opening = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int i = 0; i < watches; i++) {
                        opening.submit(() -> streams.add(watch(client)));
                    }
                }
                // Beyond what the server bears nothing comes, which is what is to be shown.
                streams.forEach(stream -> stream.next(Duration.ofMillis(500)));
                System.out.println("argo-server with " + watches + " watches answers a get in: " + answer(client));
                streams.forEach(ArgoStream::close);
            }
        }
        workspace.close();
    }

    private ArgoStream<UpstreamEvent> watch(ArgoClient client) {
        ArgoRequest request =
                WorkflowRequests.watch(UpstreamQuery.ofHub(Optional.of(workspace.where()), WatchStart.PRESENT_STATE));
        return client.open(workspace.call(), request, StreamFormats.EVENTS, Requester.GATEWAY);
    }

    private String answer(ArgoClient client) {
        long begun = System.nanoTime();
        ArgoRequest get =
                ArgoRequest.get(ArgoPath.of("workflows", workspace.where().value(), "missing"));
        try {
            client.probe(workspace.call().token(), get, Deadline.after(TIMEOUT), Function.identity());
            return "";
        } catch (GatewayException e) {
            return e.problem().reason() == ErrorReason.DEADLINE_EXCEEDED
                    ? "more than " + TIMEOUT
                    : (System.nanoTime() - begun) / 1_000_000 + " ms";
        }
    }

    private static EnvironmentLimits manyStreams(EnvironmentLimits usual) {
        return new EnvironmentLimits(
                usual.connectTimeout(),
                usual.callTimeout(),
                usual.streamHeartbeat(),
                usual.maxConcurrentCalls(),
                1000,
                usual.maxFollowedLogs(),
                usual.watchHistory(),
                usual.maxBatchItems(),
                usual.failureRateThreshold(),
                usual.slidingWindow(),
                usual.openFor(),
                usual.shares());
    }
}
