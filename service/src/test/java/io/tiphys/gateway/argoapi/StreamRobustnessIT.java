package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.netty.util.internal.PlatformDependent;
import io.tiphys.gateway.testbed.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that come and go, read slowly or stop half-way: nothing of them stays behind, and nobody else notices. No other test
 * of the build runs meanwhile, because the watches of the whole cluster are counted.
 */
@Tag("alone")
@Timeout(180)
final class StreamRobustnessIT {
    private static final int STREAMS = 10_000;
    private static final int AT_ONCE = 16;
    /** A connection on which more streams are cancelled in a minute is taken for an attack, as it should be. */
    private static final int STREAMS_OF_A_CONNECTION = 100;

    private static final int ALLOWANCE = 40;

    private static ArgoApisUnderTest faces;
    private static BufferLeaks leaks;
    private static ChangingWorkflow workflow;

    @BeforeAll
    static void start() {
        faces = ArgoApisUnderTest.get();
        leaks = BufferLeaks.watch();
        workflow = ChangingWorkflow.create(
                faces.cluster().admin(),
                namespace(),
                faces.direct(),
                faces.scientist().token());
    }

    @AfterAll
    static void stop() {
        workflow.close();
        leaks.close();
    }

    @Test
    void keepsNothingOfTenThousandStreams() {
        open(AT_ONCE * STREAMS_OF_A_CONNECTION); // what is made once and kept
        ResourceUse before = ResourceUse.now(faces.cluster());
        open(STREAMS);
        AtomicReference<ResourceUse> after = new AtomicReference<>();
        Patience.until("what the streams held is given back", () -> {
            after.set(ResourceUse.now(faces.cluster()));
            return after.get().isNoMoreThan(before, ALLOWANCE);
        });
        System.out.println(STREAMS + " streams opened and dropped; before " + before + ", after " + after.get());
        requireNoLeak();
    }

    @Test
    void keepsLittleForReadersThatDoNotRead() throws IOException {
        try (RawConnection slow = new RawConnection(faces.gateway());
                RecordedStream quick = EventLines.open(
                        faces.gateway(),
                        watchPath(),
                        EventLines.SERVER_SENT_EVENTS,
                        faces.scientist().token())) {
            slow.send(watchRequest());
            slow.readUntil(workflow.name());
            quick.await(workflow.name());
            long before = PlatformDependent.usedDirectMemory();
            String filling = "x".repeat(200_000);
            for (int change = 0; change < 60; change++) {
                workflow.annotate("filling", change + filling);
            }
            quick.await("\"59xxx");
            assertThat(PlatformDependent.usedDirectMemory() - before)
                    .as("bytes kept")
                    .isLessThan(32 << 20);
            workflow.annotate("filling", "");
        }
        requireNoLeak();
    }

    /**
     * A client that closes its half of the connection after its request may have gone: the Argo Server gives its request up, if
     * it has no answer by then, and so does the gateway. Which of the two comes first is chance, half an answer is not.
     */
    @Test
    void leavesNothingOfThoseWhoWriteNoMore() throws IOException {
        for (int number = 0; number < 20; number++) {
            try (RawConnection connection = new RawConnection(faces.gateway())) {
                connection.send("GET /api/v1/workflows/" + namespace() + "/" + workflow.name()
                        + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                        + faces.scientist().token() + "\r\n\r\n");
                String answer = connection.halfClose().readToEnd();
                if (!answer.isEmpty()) {
                    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("}");
                }
            }
        }
        requireNoLeak();
    }

    @Test
    void forgetsBodiesThatBreakOff() {
        ResourceUse before = ResourceUse.now(faces.cluster());
        inParallel(500, number -> {
            try (RawConnection connection = new RawConnection(faces.gateway())) {
                connection.send("POST /api/v1/workflows/" + namespace()
                        + " HTTP/1.1\r\nHost: gateway\r\nContent-Length: 100000\r\n" + "Authorization: Bearer "
                        + faces.scientist().token() + "\r\n\r\n{\"workflow\":" + " ".repeat(number));
            }
        });
        Patience.until(
                "what the requests held is given back",
                () -> ResourceUse.now(faces.cluster()).isNoMoreThan(before, ALLOWANCE));
        requireNoLeak();
    }

    /** A timer that is not taken back holds all of a call, for as long as streams may live. */
    @Test
    void keepsNothingOfCallsThatHaveEnded() {
        ManagedChannel channel = ArgoMethod.channel(faces.gateway());
        String bearer = "Bearer " + faces.scientist().token();
        try {
            inParallel(400, number -> {
                assertThat(PlainAnswer.get(faces.gateway(), "/api/v1/version", bearer)
                                .status())
                        .isEqualTo(200);
                assertThat(PlainAnswer.get(faces.gateway(), "/v1/environments", bearer)
                                .status())
                        .isEqualTo(200);
                try (RecordedStream version =
                        ArgoMethod.call(channel, "info.InfoService/GetVersion", ArgoMethod.message(), bearer)) {
                    assertThat(version.awaitEnd()).startsWith("OK");
                }
            });
        } finally {
            channel.shutdownNow();
        }
        Patience.until(
                "no object of a call is left",
                () -> LiveObjects.of(
                                "io.tiphys.gateway.argoapi.call.ArgoApiCall",
                                "io.tiphys.gateway.argo.client.ResponseProgressTimeout",
                                "io.tiphys.gateway.server.body.WatchedBody",
                                "io.tiphys.gateway.server.body.WatchedResponse",
                                "io.tiphys.gateway.server.micronaut.RestRequest")
                        < ALLOWANCE);
    }

    /** Half over gRPC, half over HTTP/1.1; half of each are dropped before anything came. */
    private static void open(int count) {
        inParallel(count / STREAMS_OF_A_CONNECTION, batch -> {
            ManagedChannel channel = ArgoMethod.channel(faces.gateway());
            try {
                for (int number = 0; number < STREAMS_OF_A_CONNECTION; number += 4) {
                    openOverGrpc(channel, false);
                    openOverGrpc(channel, true);
                    openOverHttp(false);
                    openOverHttp(true);
                }
            } finally {
                channel.shutdownNow();
            }
        });
    }

    private static void openOverGrpc(ManagedChannel channel, boolean read) {
        byte[] request = ArgoMethod.message(
                1, namespace(), 2, ArgoMethod.message(2, "metadata.name=" + workflow.name(), 4, "0"));
        try (RecordedStream stream = ArgoMethod.call(
                channel,
                "workflow.WorkflowService/WatchWorkflows",
                request,
                "Bearer " + faces.scientist().token())) {
            if (read) {
                stream.await(ArgoMethod.shown(workflow.name()));
            }
        }
    }

    private static void openOverHttp(boolean read) throws IOException {
        try (RawConnection connection = new RawConnection(faces.gateway())) {
            connection.send(watchRequest());
            if (read) {
                connection.readUntil("data: ");
            }
        }
    }

    private interface Task {
        void run(int number) throws IOException;
    }

    private static void inParallel(int count, Task task) {
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int worker = 0; worker < AT_ONCE; worker++) {
                int first = worker;
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int number = first; number < count; number += AT_ONCE) {
                                try {
                                    task.run(number);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            }
                        },
                        workers));
            }
            all.forEach(CompletableFuture::join);
        }
    }

    private static void requireNoLeak() {
        // A buffer that leaked is found once it is collected and the next one is made.
        for (int round = 0; round < 3; round++) {
            System.gc();
            PlainAnswer.get(
                    faces.gateway(),
                    "/api/v1/version",
                    "Bearer " + faces.scientist().token());
        }
        assertThat(leaks.reports()).isEmpty();
    }

    private static String watchPath() {
        return "/api/v1/workflow-events/" + namespace()
                + "?listOptions.resourceVersion=0&listOptions.fieldSelector=metadata.name%3D" + workflow.name();
    }

    private static String watchRequest() {
        return "GET " + watchPath()
                + " HTTP/1.1\r\nHost: gateway\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                + faces.scientist().token() + "\r\n\r\n";
    }

    private static String namespace() {
        return faces.namespace(ArgoApisUnderTest.STREAMS).name();
    }
}
