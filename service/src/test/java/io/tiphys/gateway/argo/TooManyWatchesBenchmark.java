package io.tiphys.gateway.argo;

import io.tiphys.gateway.environment.SubmissionEnvironment;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * With how many watches of their own an Argo Server still answers others. Run by {@code bench/freeze}; {@code
 * tiphys.bench.argo} names one that may freeze.
 */
class TooManyWatchesBenchmark {
    private static final int PATIENCE_SECONDS = 10;

    private final ArgoWorkspace workspace = new ArgoWorkspace();

    @Test
    void straightAtAnArgoServerThatMayFreeze() throws InterruptedException, ExecutionException {
        SubmissionEnvironment own =
                Environments.at(URI.create(Objects.requireNonNull(System.getProperty("tiphys.bench.argo"))));
        for (int watches : new int[] {100, 200, 240, 270}) {
            List<ArgoEventStream<UpstreamEvent>> streams = new ArrayList<>();
            try (ArgoHttpClient client = new ArgoHttpClient(own.argoServer(), Duration.ofSeconds(2))) {
                for (int i = 0; i < watches; i++) {
                    streams.add(watch(client));
                }
                // Beyond what the server bears nothing comes, which is what is to be shown.
                streams.forEach(stream -> stream.next(Duration.ofMillis(500)));
                System.out.println("argo-server with " + watches + " watches answers a get in: " + answer(client));
                streams.forEach(ArgoEventStream::close);
            }
        }
        workspace.close();
    }

    private ArgoEventStream<UpstreamEvent> watch(ArgoHttpClient client) {
        ArgoRequest request =
                WorkflowRequests.watch(UpstreamQuery.ofHub(Optional.of(workspace.where()), WatchStart.PRESENT_STATE));
        LineBody lines = new LineBody();
        Exchange exchange = client.stream(workspace.call().token(), request, lines);
        return new ArgoEventStream<>(exchange, lines, StreamFormat.EVENTS, Duration.ofHours(1), () -> {});
    }

    private String answer(ArgoHttpClient client) throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        ArgoRequest get =
                ArgoRequest.get(ArgoPath.of("workflows", workspace.where().value(), "missing"));
        try {
            client.send(workspace.call().token(), get).response().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return (System.nanoTime() - begun) / 1_000_000 + " ms";
        } catch (TimeoutException e) {
            return "no answer in " + PATIENCE_SECONDS + " s";
        }
    }
}
