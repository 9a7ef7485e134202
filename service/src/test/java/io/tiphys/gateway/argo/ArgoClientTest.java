package io.tiphys.gateway.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tiphys.gateway.argo.client.ArgoClient;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.Environments;
import io.tiphys.gateway.argo.client.ScriptedServer;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argo.request.ChangeRequests;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.WorkflowAction.Resubmit;
import io.tiphys.gateway.lifecycle.WorkflowAction.Terminate;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an exchange that goes wrong is reported as, and that nothing is ever sent twice. */
class ArgoClientTest {
    private static final byte[] WORKFLOW = "{\"metadata\":{\"name\":\"x\"}}".getBytes(StandardCharsets.UTF_8);
    private static final ArgoPath PATH = ArgoPath.of("workflows", "science");

    @Test
    void sendsTheWorkflowsBytesAsTheyAre() throws Exception {
        String odd = "{ \"metadata\":{\"name\" : \"ö\\u00f6\"},\n \"spec\": {\"big\": 12345678901234567890.10} }";
        try (ScriptedServer server = new ScriptedServer(request -> request.answer(200, "{}"))) {
            SubmissionEnvironment environment = Environments.at(server.uri());
            try (ArgoClients servers = Environments.servers(environment)) {
                HttpWorkflowSubmitter submitter = new HttpWorkflowSubmitter(servers);
                submitter.submit(Environments.call(environment), odd.getBytes(StandardCharsets.UTF_8));
                submitter.lint(Environments.call(environment), odd.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::line)
                    .containsExactly("POST /api/v1/workflows/science", "POST /api/v1/workflows/science/lint");
            assertThat(server.requests())
                    .extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
                    .containsOnly("{\"workflow\":" + odd + "}");
            assertThat(server.requests())
                    .extracting(request -> request.header("authorization"))
                    .containsOnly("Bearer secret-token");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void keepsTheBaseHref() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> request.answer(200, "{}"))) {
            call(URI.create(server.uri() + "/argo/"), ArgoRequest.get(PATH.with("a b", "c&d/+ü")));

            assertThat(server.requests().getFirst().line())
                    .isEqualTo("GET /argo/api/v1/workflows/science?a+b=c%26d%2F%2B%C3%BC");
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(request -> request.answer(302, "Location: /elsewhere\r\n", ""))) {
            assertThat(failure(server.uri(), ArgoRequest.get(PATH)).reason()).isEqualTo(ErrorReason.ARGO_BROKEN);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void tellsThatTheTokenWasRefused() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(request -> request.answer(401, "{\"code\":16,\"message\":\"Unauthorized\"}"))) {
            assertThat(catchThrowable(() -> call(server.uri(), ArgoRequest.get(PATH))))
                    .isInstanceOf(CredentialRefusedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void knowsThatNothingWasSentWhenNobodyListens(Effect effect) throws Exception {
        URI deserted;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deserted = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        assertThat(failure(deserted, ArgoRequest.postWorkflow(PATH, WORKFLOW, effect)))
                .isEqualTo(Problem.of(
                        ErrorReason.ARGO_UNAVAILABLE,
                        "No connection to the Argo Server could be made; nothing was sent."));
    }

    @Test
    void doesNotKnowWhatHappenedToASubmissionThatWasCut() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
            request.readBody();
            request.hangUp();
        })) {
            assertThat(failure(server.uri(), ArgoRequest.postWorkflow(PATH, WORKFLOW, Effect.CHANGE))
                            .reason())
                    .isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
            assertThat(server.requests()).as("sent once").hasSize(1);
        }
    }

    @Test
    void doesNotKnowWhatHappenedWhenTheAnswerIsCut() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
            request.readBody();
            request.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"metadata\":");
            request.hangUp();
        })) {
            assertThat(failure(server.uri(), ArgoRequest.postWorkflow(PATH, WORKFLOW, Effect.CHANGE))
                            .reason())
                    .isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
            assertThat(failure(server.uri(), ArgoRequest.postWorkflow(PATH, WORKFLOW, Effect.LINT))
                            .reason())
                    .isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        }
    }

    @Test
    void knowsThatNothingWasDoneWhenTheServerHangsUpBeforeItHasTheWholeWorkflow() throws Exception {
        byte[] large = ("{\"metadata\":{\"name\":\"" + "x".repeat(8_000_000) + "\"}}").getBytes(StandardCharsets.UTF_8);
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Request::hangUp)) {
            assertThat(failure(server.uri(), ArgoRequest.postWorkflow(PATH, large, Effect.CHANGE))
                            .reason())
                    .isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        }
    }

    /** The server closes a kept connection while it is idle: the client has to notice, not to run into it. */
    @Test
    void submitsOverAFreshConnectionWhenTheKeptOneWasClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
            request.answer(200, "{}");
            if (request.number() == 1) {
                request.hangUpAndAwait();
                closed.countDown();
            }
        })) {
            SubmissionEnvironment environment = Environments.at(server.uri());
            try (ArgoClients servers = Environments.servers(environment)) {
                ArgoClient argo = servers.of(environment);
                argo.call(Environments.call(environment), ArgoRequest.get(PATH), Function.identity());
                assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();

                argo.call(
                        Environments.call(environment),
                        ArgoRequest.postWorkflow(PATH, WORKFLOW, Effect.CHANGE),
                        Function.identity());
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** Whatever the moment in which the connection is reset, nothing that may have arrived is called unsent. */
    @Test
    void neverCallsASubmissionUnsentThatArrived() throws Exception {
        for (int round = 0; round < 50; round++) {
            AtomicInteger submissions = new AtomicInteger();
            CountDownLatch reset = new CountDownLatch(1);
            try (ScriptedServer server = new ScriptedServer(request -> {
                if (request.number() > 1) {
                    submissions.incrementAndGet(); // before the answer: whoever gets that one looks at once
                }
                request.answer(200, "{}");
                if (request.number() == 1) {
                    request.reset();
                    reset.countDown();
                }
            })) {
                SubmissionEnvironment environment = Environments.at(server.uri());
                try (ArgoClients servers = Environments.servers(environment)) {
                    ArgoClient argo = servers.of(environment);
                    argo.call(Environments.call(environment), ArgoRequest.get(PATH), Function.identity());
                    assertThat(reset.await(5, TimeUnit.SECONDS)).isTrue();
                    Throwable failure = catchThrowable(() -> argo.call(
                            Environments.call(environment),
                            ArgoRequest.postWorkflow(PATH, WORKFLOW, Effect.CHANGE),
                            Function.identity()));
                    if (failure == null) {
                        assertThat(submissions.get()).isEqualTo(1);
                    } else if (problem(failure).reason() == ErrorReason.ARGO_UNAVAILABLE) {
                        assertThat(submissions.get()).isZero();
                    } else {
                        assertThat(problem(failure).reason()).isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
                    }
                }
            }
        }
    }

    /** The server answers nothing on a kept connection and closes it: a GET may be repeated, a submission never. */
    @Test
    void repeatsNoSubmissionOnAConnectionThatDied() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
            if (request.number() == 1) {
                request.answer(200, "{}");
            } else {
                request.readBody();
                request.hangUp();
            }
        })) {
            SubmissionEnvironment environment = Environments.at(server.uri());
            try (ArgoClients servers = Environments.servers(environment)) {
                ArgoClient argo = servers.of(environment);
                argo.call(Environments.call(environment), ArgoRequest.get(PATH), Function.identity());

                assertThat(catchThrowable(() -> argo.call(
                                Environments.call(environment),
                                ArgoRequest.postWorkflow(PATH, WORKFLOW, Effect.CHANGE),
                                Function.identity())))
                        .satisfies(failure ->
                                assertThat(problem(failure).reason()).isEqualTo(ErrorReason.OUTCOME_UNKNOWN));
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void endsACallWhenItsTimeIsUp() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(3);
        try (ScriptedServer server = new ScriptedServer(request -> {
            request.readBody();
            request.awaitHangUp();
            hungUp.countDown();
        })) {
            Duration time = Duration.ofMillis(200);
            assertThat(failure(server.uri(), ArgoRequest.get(PATH), time).reason())
                    .isEqualTo(ErrorReason.DEADLINE_EXCEEDED);
            assertThat(failure(server.uri(), ArgoRequest.postWorkflow(PATH, WORKFLOW, Effect.CHANGE), time)
                            .reason())
                    .isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
            Namespace science = new Namespace("science");
            assertThat(failure(server.uri(), ChangeRequests.delete(science, new WorkflowName("x")), time)
                            .metadata())
                    .containsEntry("workflow", "x");
            assertThat(hungUp.await(30, TimeUnit.SECONDS)).as("all were ended").isTrue();
        }
    }

    @Test
    void asksNothingWhenTheTimeIsUpBefore() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> request.answer(200, "{}"))) {
            ArgoRequest submission = ArgoRequest.postWorkflow(PATH, WORKFLOW, Effect.CHANGE);
            assertThat(failure(server.uri(), submission, Duration.ZERO).reason())
                    .isEqualTo(ErrorReason.DEADLINE_EXCEEDED);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void endsACallWhoseThreadIsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
            asked.countDown();
            request.awaitHangUp();
            hungUp.countDown();
        })) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual()
                    .start(() -> failure.complete(catchThrowable(() -> call(server.uri(), ArgoRequest.get(PATH)))));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();

            assertThat(problem(failure.get(30, TimeUnit.SECONDS)).reason()).isEqualTo(ErrorReason.CANCELLED);
            assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void readsNoAnswerWithoutEnd() throws Exception {
        String megabyte = "x".repeat(1 << 20);
        try (ScriptedServer server = new ScriptedServer(request -> {
            request.readBody();
            request.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                request.chunk(megabyte);
            }
        })) {
            assertThat(failure(server.uri(), ArgoRequest.get(PATH)).reason()).isEqualTo(ErrorReason.ARGO_BROKEN);
        }
    }

    @Test
    void saysWhereToLookForWhatAChangeMayHaveDone() {
        Namespace science = new Namespace("science");
        WorkflowName hello = new WorkflowName("hello");

        assertThat(ChangeRequests.of(science, hello, new Terminate()).traces())
                .containsEntry("namespace", "science")
                .containsEntry("workflow", "hello");
        assertThat(ChangeRequests.of(science, hello, new Resubmit(false, List.of()))
                        .traces())
                .containsEntry("labelSelector", "workflows.argoproj.io/resubmitted-from-workflow=hello");
    }

    private static byte[] call(URI uri, ArgoRequest request) {
        return call(uri, request, Environments.LIMITS.callTimeout());
    }

    private static byte[] call(URI uri, ArgoRequest request, Duration time) {
        SubmissionEnvironment environment = Environments.at(uri);
        try (ArgoClients servers = Environments.servers(environment)) {
            return servers.of(environment)
                    .call(Environments.call(environment, Deadline.after(time)), request, Function.identity());
        }
    }

    private static Problem failure(URI uri, ArgoRequest request) {
        return failure(uri, request, Environments.LIMITS.callTimeout());
    }

    private static Problem failure(URI uri, ArgoRequest request, Duration time) {
        return problem(catchThrowable(() -> call(uri, request, time)));
    }

    private static Problem problem(Throwable failure) {
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem();
    }
}
