package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiphys.gateway.argoapi.CommandPlace.Outcome;
import io.tiphys.gateway.argoapi.Verb.Trait;
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
    private static final List<CommandRun> RUNS = new ArrayList<>();

    private static boolean pods;
    private static CommandRun directGrpc;
    private static CommandRun gatewayGrpc;
    private static CommandRun directHttp;
    private static CommandRun gatewayHttp;
    private static List<CommandRun> lentGrpc;
    private static List<CommandRun> lentHttp;

    @BeforeAll
    static void runAllVerbs() {
        ArgoApisUnderTest faces = ArgoApisUnderTest.get();
        assumeTrue(faces.cluster().argoCommand().isPresent(), "this cluster's provider has no argo command line");
        pods = faces.cluster().runsPods();
        List<DelegatingArgoApi> lending = DelegatingArgoApi.both();
        List<CompletableFuture<CommandRun>> runs = new ArrayList<>();
        int number = ArgoApisUnderTest.COMMAND_LINE;
        for (ArgoApiUnderTest face : faces.both()) {
            for (boolean http1 : new boolean[] {false, true}) {
                runs.add(begun(new CommandRun(faces, face, http1, faces.namespace(number++))));
            }
        }
        for (DelegatingArgoApi lender : lending) {
            runs.add(begun(new CommandRun(
                    faces, lender.face(), false, lender.namespace(DelegatingArgoApi.GRPC_COMMAND_LINE))));
            runs.add(begun(
                    new CommandRun(faces, lender.face(), true, lender.namespace(DelegatingArgoApi.HTTP_COMMAND_LINE))));
        }
        runs.forEach(run -> RUNS.add(run.join()));
        directGrpc = RUNS.get(0);
        directHttp = RUNS.get(1);
        gatewayGrpc = RUNS.get(2);
        gatewayHttp = RUNS.get(3);
        lentGrpc = List.of(RUNS.get(4), RUNS.get(6));
        lentHttp = List.of(RUNS.get(5), RUNS.get(7));
        for (CommandRun run : RUNS) {
            TestOutput.write("argo-cli", run.toString().replace(' ', '-') + ".txt", run.transcript());
        }
    }

    @AfterAll
    static void removeWhatBelongsToTheCluster() {
        RUNS.forEach(CommandRun::removeClusterTemplates);
    }

    private static CompletableFuture<CommandRun> begun(CommandRun run) {
        return CompletableFuture.supplyAsync(
                run::runAll, task -> Thread.ofPlatform().start(task));
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

    @TestFactory
    Stream<DynamicTest> doesTheSameOverGrpcWhereAnAccountIsLent() {
        return comparisons(row -> lentGrpc.forEach(run -> compareLent(row, directGrpc, run)));
    }

    @TestFactory
    Stream<DynamicTest> doesTheSameOverHttp1WhereAnAccountIsLent() {
        return comparisons(row -> lentHttp.forEach(run -> {
            if (!Verbs.ALL.get(row).has(Trait.CLEARER_OVER_HTTP1)) {
                compareLent(row, directHttp, run);
            }
        }));
    }

    private static void compareLent(int row, CommandRun direct, CommandRun lent) {
        if (Verbs.ALL.get(row).has(Trait.REFUSED_WHERE_LENT)) {
            assertThat(direct.outcome(row).status())
                    .as("exit status at the Argo Server")
                    .isZero();
            assertThat(lent.outcome(row).errors()).contains("code = PermissionDenied");
        } else {
            compare(row, direct, lent);
        }
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
        assertThat(verb.compared(outcome.output()))
                .as("output of %s", gateway)
                .isEqualTo(verb.compared(expected.output()));
        assertThat(verb.compared(outcome.errors()))
                .as("error output of %s", gateway)
                .isEqualTo(verb.compared(expected.errors()));
        assertThat(outcome.status()).as("exit status of %s", gateway).isEqualTo(expected.status());
        assertThat(gateway.objects(row)).as("objects afterwards").isEqualTo(direct.objects(row));
    }
}
