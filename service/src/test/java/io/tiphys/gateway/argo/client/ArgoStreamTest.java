package io.tiphys.gateway.argo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tiphys.gateway.argo.client.connection.ArgoConnections;
import io.tiphys.gateway.argo.client.connection.TracedRequests;
import io.tiphys.gateway.argo.client.framing.StreamFormat;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import io.tiphys.gateway.lifecycle.stream.EventStream.Step;
import io.tiphys.gateway.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArgoStreamTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final ArgoRequest REQUEST = ArgoRequest.get(ArgoPath.of("workflow-events", "science"));
    private static final StreamFormat<String> WATCH = new StreamFormat<>(ArgoStreamTest::unlessBookmark, true);
    private static final StreamFormat<String> LOG =
            new StreamFormat<>(payload -> Optional.of(new String(payload, StandardCharsets.UTF_8)), false);
    private static final String EOF =
            "{\"error\":{\"grpc_code\":8,\"http_code\":429,\"message\":\"EOF\",\"http_status\":\"Too Many Requests\"}}";

    @Test
    void bringsWhatComesAndThenTheEnd() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    request.event(change("ADDED", "a"));
                    request.chunk(":\n");
                    request.event(change("BOOKMARK", "ignored"));
                    request.event(change("DELETED", "b"));
                    request.endStream();
                });
                Opened<String> stream = open(server, WATCH)) {
            assertThat(item(stream)).contains("\"a\"");
            assertThat(item(stream))
                    .isEqualTo("{\"type\":\"DELETED\",\"object\":{\"metadata\":{\"name\":\"b\"}, \"n\":1e3}}");
            assertThat(stream.next(TIMEOUT)).isEqualTo(new End<>());
            assertThat(stream.next(TIMEOUT)).isEqualTo(new End<>());
            assertThat(server.requests().getFirst().header("accept")).isEqualTo("text/event-stream");
        }
    }

    @Test
    void readsTheOtherFormOfStreamsToo() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    request.chunk("{\"result\":{\"content\":\"hel");
                    request.chunk("lo\",\"podName\":\"p\"}}\n{\"result\":{\"content\":\"\",\"podName\":\"p\"}}\n");
                    request.endStream();
                });
                Opened<String> stream = open(server, LOG)) {
            assertThat(item(stream)).isEqualTo("{\"content\":\"hello\",\"podName\":\"p\"}");
            assertThat(item(stream)).isEqualTo("{\"content\":\"\",\"podName\":\"p\"}");
            assertThat(stream.next(TIMEOUT)).isEqualTo(new End<>());
        }
    }

    @Test
    void isOpenBeforeTheServerAnswers() throws Exception {
        CountDownLatch speak = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
                    await(speak);
                    request.beginStream();
                    request.event(change("ADDED", "late"));
                    request.awaitHangUp();
                });
                Opened<String> stream = open(server, WATCH)) {
            assertThat(stream.answered).isFalse();
            assertThat(stream.next(SHORT)).isEqualTo(new Silence<>());
            speak.countDown();

            assertThat(item(stream)).contains("late");
        }
    }

    @Test
    void refusesAtOpeningWhatIsRefusedSoon() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request ->
                request.answer(401, "data: {\"error\":{\"grpc_code\":16,\"message\":\"Unauthorized\"}} \n\n"))) {
            assertThat(catchThrowable(() -> open(server, WATCH))).isInstanceOf(CredentialRefusedException.class);
        }
        try (ScriptedServer server = new ScriptedServer(
                request -> request.answer(404, "data: {\"error\":{\"grpc_code\":5,\"message\":\"not found\"}} \n\n"))) {
            assertThat(reason(catchThrowable(() -> open(server, WATCH)))).isEqualTo(ErrorReason.WORKFLOW_NOT_FOUND);
        }
    }

    @Test
    void tellsALateRefusalWhenItComes() throws Exception {
        assertThat(lateRefusal("{\"code\":3,\"message\":\"too old resource version: 1 (299)\"}", 400))
                .isEqualTo(ErrorReason.WATCH_EXPIRED);
        assertThat(lateRefusal("{\"code\":16,\"message\":\"Unauthorized\"}", 401))
                .isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        assertThat(lateRefusal("<html>", 502)).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
    }

    private static ErrorReason lateRefusal(String body, int status) throws Exception {
        CountDownLatch speak = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
                    await(speak);
                    request.answer(status, body);
                });
                Opened<String> stream = open(server, WATCH)) {
            assertThat(stream.next(SHORT)).isEqualTo(new Silence<>());
            speak.countDown();
            return reason(catchThrowable(() -> stream.next(TIMEOUT)));
        }
    }

    /** What the Argo Server says when Kubernetes closes a watch: inside the stream, or as its whole answer. */
    @Test
    void endsQuietlyWhenKubernetesClosesTheWatch() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    request.event(change("ADDED", "a"));
                    request.event(EOF);
                    request.endStream();
                });
                Opened<String> stream = open(server, WATCH)) {
            item(stream);
            assertThat(stream.next(TIMEOUT)).isEqualTo(new End<>());
        }
        try (ScriptedServer server = new ScriptedServer(request -> request.answer(429, "data: " + EOF + " \n\n"));
                Opened<String> stream = open(server, WATCH)) {
            assertThat(stream.next(TIMEOUT)).isEqualTo(new End<>());
        }
    }

    @Test
    void tellsAnErrorInsideTheStream() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    request.event(
                            "{\"error\":{\"grpc_code\":3,\"http_code\":400,\"message\":\"too old resource version: 1 (2)\"}}");
                    request.endStream();
                });
                Opened<String> stream = open(server, WATCH)) {
            assertThat(reason(catchThrowable(() -> stream.next(TIMEOUT)))).isEqualTo(ErrorReason.WATCH_EXPIRED);
            assertThat(stream.next(TIMEOUT)).isEqualTo(new End<>());
            assertThat(stream.timesOver.get()).isEqualTo(1);
        }
    }

    @Test
    void takesACutWatchAsItsEndAndACutLogAsAFailure() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    request.event(change("ADDED", "a"));
                    request.hangUp();
                });
                Opened<String> watch = open(server, WATCH)) {
            item(watch);
            assertThat(watch.next(TIMEOUT)).isEqualTo(new End<>());
        }
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    request.event("{\"result\":{\"content\":\"one\",\"podName\":\"p\"}}");
                    request.hangUp();
                });
                Opened<String> log = open(server, LOG)) {
            item(log);
            assertThat(reason(catchThrowable(() -> log.next(TIMEOUT)))).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        }
    }

    @Test
    void takesALogThatEndsAmidALineAsAFailure() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    request.chunk("data: {\"result\":{\"content\":\"o");
                    request.endStream();
                });
                Opened<String> log = open(server, LOG)) {
            assertThat(reason(catchThrowable(() -> log.next(TIMEOUT)))).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        }
    }

    @Test
    void failsOnWhatIsNoEvent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> request.answer(200, "<!doctype html>\n<html>"));
                Opened<String> stream = open(server, WATCH)) {
            assertThat(reason(catchThrowable(() -> stream.next(TIMEOUT)))).isEqualTo(ErrorReason.ARGO_BROKEN);
        }
    }

    @Test
    void failsOnALineWithoutEnd() throws Exception {
        String megabyte = "x".repeat(1 << 20);
        AtomicInteger sent = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    while (true) {
                        request.chunk(megabyte);
                        sent.incrementAndGet();
                    }
                });
                Opened<String> stream = open(server, WATCH)) {
            assertThat(reason(catchThrowable(() -> stream.next(TIMEOUT)))).isEqualTo(ErrorReason.ARGO_BROKEN);
            assertThat(sent.get()).isGreaterThanOrEqualTo(19);
        }
    }

    @Test
    void noticesAConnectionThatIsDead() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    request.chunk(":\n");
                    request.awaitHangUp();
                    hungUp.countDown();
                });
                Opened<String> log = open(server, LOG, Duration.ofMillis(300))) {
            Throwable failure = catchThrowable(() -> {
                while (true) {
                    assertThat(log.next(SHORT)).isEqualTo(new Silence<>());
                }
            });
            assertThat(reason(failure)).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
            assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingFromAnotherThreadEndsTheUpstreamCallAtOnce() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(2);
        try (ScriptedServer server = new ScriptedServer(request -> {
            if (request.number() == 1) {
                request.beginStream();
            }
            request.awaitHangUp();
            hungUp.countDown();
        })) {
            for (boolean answered : new boolean[] {true, false}) {
                Opened<String> stream = open(server, WATCH);
                assertThat(stream.answered).isEqualTo(answered);
                CompletableFuture<Step<String>> waiting =
                        CompletableFuture.supplyAsync(() -> stream.next(Duration.ofMinutes(5)));
                assertThat(waiting).failsWithin(SHORT).withThrowableOfType(TimeoutException.class);
                stream.close();
                stream.close();
                assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(new End<>());
                assertThat(stream.timesOver.get()).isEqualTo(1);
            }
            assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Nobody reads, so the server has to stop: what lies between are buffers of a few megabytes at most. */
    @Test
    void stopsTheServerWhileNobodyReads() throws Exception {
        String line = "{\"result\":{\"content\":\"" + "x".repeat(60_000) + "\",\"podName\":\"p\"}}";
        int lines = 2000;
        AtomicLong sent = new AtomicLong();
        try (ScriptedServer server = new ScriptedServer(request -> {
                    request.beginStream();
                    for (int i = 0; i < lines; i++) {
                        request.event(line);
                        sent.incrementAndGet();
                    }
                    request.endStream();
                });
                Opened<String> log = open(server, LOG)) {
            long settled = settled(sent);
            assertThat(settled).as("of 2000 lines, 120 MB").isLessThan(400);

            int read = 0;
            while (log.next(TIMEOUT) instanceof Item<?>) {
                read++;
            }
            assertThat(read).isEqualTo(lines);
        }
    }

    /** The value once it has not moved for half a second. */
    private static long settled(AtomicLong value) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long before = -1;
        while (value.get() != before) {
            before = value.get();
            assertThat(never.await(500, TimeUnit.MILLISECONDS)).isFalse();
        }
        return before;
    }

    private static Optional<String> unlessBookmark(byte[] payload) {
        return Optional.of(new String(payload, StandardCharsets.UTF_8)).filter(text -> !text.contains("BOOKMARK"));
    }

    private static String change(String type, String name) {
        return "{\"result\":{\"type\":\"" + type + "\",\"object\":{\"metadata\":{\"name\":\"" + name
                + "\"}, \"n\":1e3}}}";
    }

    private static <T> T item(EventStream<T> stream) {
        Step<T> step = stream.next(TIMEOUT);
        assertThat(step).isInstanceOf(Item.class);
        return ((Item<T>) step).value();
    }

    private static ErrorReason reason(Throwable failure) {
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem().reason();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> Opened<T> open(ScriptedServer server, StreamFormat<T> format) {
        return open(server, format, ArgoStream.LONGEST_SILENCE);
    }

    private static <T> Opened<T> open(ScriptedServer server, StreamFormat<T> format, Duration longestSilence) {
        SubmissionEnvironment environment = Environments.at(server.uri());
        ArgoConnections connections = new ArgoConnections(
                environment.argoServer(),
                environment.limits().connectTimeout(),
                new TracedRequests(Tracing.off(), environment.name()));
        AtomicInteger timesOver = new AtomicInteger();
        ArgoStream<T> stream = ArgoClient.stream(
                connections, BearerToken.of("t"), REQUEST, format, longestSilence, timesOver::incrementAndGet);
        try {
            return new Opened<>(connections, stream, stream.awaitRefusal(Duration.ofMillis(250)), timesOver);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    /** A stream with its connections. */
    private record Opened<T>(
            ArgoConnections connections, ArgoStream<T> stream, boolean answered, AtomicInteger timesOver)
            implements EventStream<T> {
        @Override
        public Step<T> next(Duration timeout) {
            return stream.next(timeout);
        }

        @Override
        public void close() {
            stream.close();
            connections.close();
        }
    }
}
