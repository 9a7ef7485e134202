package io.tiphys.gateway.argoface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiphys.gateway.argoface.CommandPlace.Outcome;
import io.tiphys.gateway.argoface.Verb.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The argo command line, unmodified, over gRPC and over HTTP/1.1: each verb's output, exit status and the objects that it
 * leaves are the same through the gateway as straight at the Argo Server.
 */
final class ArgoCliIT {
    private static boolean pods;
    private static CommandRun directGrpc;
    private static CommandRun gatewayGrpc;
    private static CommandRun directHttp;
    private static CommandRun gatewayHttp;

    @BeforeAll
    static void runAllVerbs() {
        ArgoFaces faces = ArgoFaces.get();
        assumeTrue(faces.cluster().argoCommand().isPresent(), "this cluster's provider has no argo command line");
        pods = faces.cluster().runsPods();
        List<CompletableFuture<CommandRun>> runs = new ArrayList<>();
        int number = ArgoFaces.COMMAND_LINE;
        for (ArgoFace face : faces.both()) {
            for (boolean http1 : new boolean[] {false, true}) {
                CommandRun run = new CommandRun(faces, face, http1, faces.namespace(number++));
                runs.add(CompletableFuture.supplyAsync(
                        run::runAll, task -> Thread.ofPlatform().start(task)));
            }
        }
        directGrpc = runs.get(0).join();
        directHttp = runs.get(1).join();
        gatewayGrpc = runs.get(2).join();
        gatewayHttp = runs.get(3).join();
        for (CommandRun run : List.of(directGrpc, directHttp, gatewayGrpc, gatewayHttp)) {
            TestOutput.write("argo-cli", run.toString().replace(' ', '-') + ".txt", run.transcript());
        }
    }

    @AfterAll
    static void removeWhatBelongsToTheCluster() {
        Stream.of(directGrpc, directHttp, gatewayGrpc, gatewayHttp).forEach(CommandRun::removeClusterTemplates);
    }

    @TestFactory
    Stream<DynamicTest> doesTheSameOverGrpc() {
        return comparisons(row -> compare(row, directGrpc, gatewayGrpc));
    }

    @TestFactory
    Stream<DynamicTest> doesTheSameOverHttp1() {
        return comparisons(row -> {
            if (Verbs.ALL.get(row).has(Trait.CLEARER_OVER_HTTP1)) {
                assertThat(directHttp.outcome(row).status()).isNotZero();
                assertThat(gatewayHttp.outcome(row).errors()).doesNotContain("code = Internal");
            } else {
                compare(row, directHttp, gatewayHttp);
            }
        });
    }

    private static Stream<DynamicTest> comparisons(IntConsumer comparison) {
        return IntStream.range(0, Verbs.ALL.size())
                .mapToObj(row ->
                        DynamicTest.dynamicTest("argo " + Verbs.ALL.get(row).line(), () -> comparison.accept(row)));
    }

    private static void compare(int row, CommandRun direct, CommandRun gateway) {
        Verb verb = Verbs.ALL.get(row);
        assumeTrue(pods || !verb.has(Trait.IN_PODS), "pods do not run here");
        Outcome expected = direct.outcome(row);
        Outcome outcome = gateway.outcome(row);
        if (verb.has(Trait.REFUSED)) {
            assertThat(expected.status()).as("exit status at the Argo Server").isZero();
            assertThat(outcome.errors()).contains("code = PermissionDenied");
        } else {
            assertThat(verb.compared(outcome.output())).as("output").isEqualTo(verb.compared(expected.output()));
            assertThat(verb.compared(outcome.errors())).as("error output").isEqualTo(verb.compared(expected.errors()));
            assertThat(outcome.status()).as("exit status").isEqualTo(expected.status());
        }
        assertThat(gateway.objects(row)).as("objects afterwards").isEqualTo(direct.objects(row));
    }
}
