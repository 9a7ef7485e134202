package io.tiphys.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiphys.gateway.argoapi.OwnArgoServer;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * No caller gains a right through the gateway: whatever its accounts do at the API server in a call, the caller was allowed
 * to do. Known attacks first, then requests made by a seed: the gate repeats one corpus, {@code chaos/witness} takes a new seed
 * each time. {@code -Dtiphys.witness.requests} says how many, {@code -Dtiphys.witness.seed} repeats a run.
 */
final class AuthorityWitnessIT {
    private static final int REQUESTS = Integer.getInteger("tiphys.witness.requests", 2000);
    private static final int WORLDS = Integer.getInteger("tiphys.witness.worlds", 2);
    private static final long SEED = Long.getLong("tiphys.witness.seed", 20_261_129);

    @Test
    void nobodyGainsARight() throws Exception {
        ClusterUnderTest cluster = ClusterUnderTest.current();
        assumeTrue(cluster.auditLog().isPresent(), "the cluster writes no audit log that tests can read");
        assumeTrue(cluster.argoCommand().isPresent(), "there is no argo command to start an Argo Server with");
        System.out.println("witness: " + REQUESTS + " requests, seed " + SEED);
        long start = System.nanoTime();
        List<WitnessRun> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WORLDS)) {
            List<Callable<WitnessRun>> tasks = IntStream.range(0, WORLDS)
                    .<Callable<WitnessRun>>mapToObj(number -> () -> runIn(cluster, number))
                    .toList();
            for (Future<WitnessRun> run : threads.invokeAll(tasks)) {
                runs.add(result(run));
            }
        }
        Map<String, Integer> statuses = new TreeMap<>();
        runs.forEach(run -> run.statuses().forEach((status, times) -> statuses.merge(status, times, Integer::sum)));
        System.out.println(
                "witness: " + (System.nanoTime() - start) / 1_000_000_000 + " s, answers by status " + statuses);
        assertThat(runs.stream().flatMap(run -> run.failures().stream()))
                .as("faults with seed %s", SEED)
                .isEmpty();
        assertThat(statuses.getOrDefault("HTTP 200", 0) + statuses.getOrDefault("GRPC OK", 0))
                .as("requests that were served: others show little")
                .isGreaterThan(REQUESTS / 20);
    }

    private static WitnessRun runIn(ClusterUnderTest cluster, int number) {
        try (OwnArgoServer argo = OwnArgoServer.start(cluster);
                World world = new World(cluster, argo, new Random(SEED + number))) {
            WitnessRun run = new WitnessRun(world, SEED + number);
            run.run(REQUESTS / WORLDS, number == 0);
            return run;
        }
    }

    private static WitnessRun result(Future<WitnessRun> run) throws InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
