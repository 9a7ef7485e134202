package io.tiphys.gateway.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EnvironmentResilienceTest {
    private static final Duration OPEN_FOR = Duration.ofSeconds(5);
    private static final ArgoRequest REQUEST = ArgoRequest.get(ArgoPath.of("workflows", "science"));

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MovedClock clock = new MovedClock();

    @Test
    void holdsCallsBackAfterTooManyFaultsAndTriesAgain() {
        EnvironmentResilience resilience = resilience(10, 10);
        for (int i = 0; i < 10; i++) {
            fail(resilience, ErrorReason.ARGO_BROKEN);
        }

        Problem held = failure(() -> resilience.call(() -> "never asked"));
        assertThat(held.reason()).isEqualTo(ErrorReason.ARGO_CIRCUIT_OPEN);
        assertThat(held.retryAfter()).contains(OPEN_FOR);
        assertThat(gauge("open")).isEqualTo(1);

        clock.forward(Duration.ofSeconds(3));
        assertThat(failure(() -> resilience.call(() -> "never asked")).retryAfter())
                .contains(Duration.ofSeconds(2));

        clock.forward(Duration.ofSeconds(2).plusMillis(1));
        assertThat(resilience.heldBackFor()).as("the next call is a trial").isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(resilience.call(() -> "asked")).isEqualTo("asked");
        }
        assertThat(gauge("closed")).isEqualTo(1);
    }

    @Test
    void countsNoFailureThatShowsThatArgoAnswers() {
        EnvironmentResilience resilience = resilience(10, 10);
        for (ErrorReason reason : List.of(
                ErrorReason.WORKFLOW_NOT_FOUND,
                ErrorReason.ACCESS_DENIED,
                ErrorReason.WORKFLOW_REFUSED_BY_ARGO,
                ErrorReason.ARGO_THROTTLED,
                ErrorReason.CANCELLED)) {
            for (int i = 0; i < 20; i++) {
                fail(resilience, reason);
            }
        }
        assertThat(resilience.call(() -> "asked")).isEqualTo("asked");
    }

    @Test
    void countsTheEnvironmentsTimeLimitAndNotTheCallers() {
        EnvironmentResilience resilience = resilience(10, 10);
        Deadline callers = Deadline.after(Duration.ofMinutes(1)).within(Duration.ofMillis(1));
        for (int i = 0; i < 20; i++) {
            assertThat(failure(() -> resilience.call(() -> resilience.await(silence(), callers)))
                            .reason())
                    .isEqualTo(ErrorReason.DEADLINE_EXCEEDED);
        }
        for (int i = 0; i < 10; i++) {
            Deadline environments = Deadline.after(Duration.ofMillis(1));
            assertThat(failure(() -> resilience.call(() -> resilience.await(silence(), environments)))
                            .reason())
                    .isEqualTo(ErrorReason.DEADLINE_EXCEEDED);
        }
        assertThat(failure(() -> resilience.call(() -> "never asked")).reason())
                .isEqualTo(ErrorReason.ARGO_CIRCUIT_OPEN);
    }

    @Test
    void endsTheExchangeWhoseTimeIsUp() {
        EnvironmentResilience resilience = resilience(10, 10);
        Exchange exchange = silence();

        failure(() -> resilience.await(exchange, Deadline.after(Duration.ofMillis(1))));

        assertThat(exchange.response()).isCancelled();
    }

    @Test
    void refusesCallsBeyondTheLimit() throws Exception {
        EnvironmentResilience resilience = resilience(1, 1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> resilience.call(() -> {
            inside.countDown();
            awaitQuietly(leave);
            return "done";
        }));
        assertThat(inside.await(5, TimeUnit.SECONDS)).isTrue();

        Problem full = failure(() -> resilience.call(() -> "never asked"));
        assertThat(full.reason()).isEqualTo(ErrorReason.TOO_MANY_CALLS);
        assertThat(full.retryAfter()).isPresent();
        assertThat(full.metadata()).containsEntry("limit", "1");

        leave.countDown();
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(resilience.call(() -> "asked")).isEqualTo("asked");
    }

    @Test
    void refusesStreamsBeyondTheLimitUntilOneIsOver() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
            request.beginStream();
            request.awaitHangUp();
        })) {
            SubmissionEnvironment environment =
                    Environments.at(new ArgoServerAccess(server.uri(), Optional.empty(), false), limits(1, 1));
            try (ArgoServers servers = Environments.servers(environment)) {
                ArgoServer argo = servers.of(environment);
                ArgoEventStream<?> first = argo.open(Environments.call(environment), REQUEST, StreamFormat.CHANGES);

                assertThat(failure(() -> argo.open(Environments.call(environment), REQUEST, StreamFormat.CHANGES))
                                .reason())
                        .isEqualTo(ErrorReason.TOO_MANY_CALLS);

                first.close();
                argo.open(Environments.call(environment), REQUEST, StreamFormat.CHANGES)
                        .close();
            }
        }
    }

    @Test
    void freesTheSlotOfAStreamThatWasRefused() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(request -> request.answer(403, "{\"code\":7,\"message\":\"not allowed\"}"))) {
            SubmissionEnvironment environment =
                    Environments.at(new ArgoServerAccess(server.uri(), Optional.empty(), false), limits(1, 1));
            try (ArgoServers servers = Environments.servers(environment)) {
                for (int i = 0; i < 5; i++) {
                    assertThat(failure(() -> servers.of(environment)
                                            .open(Environments.call(environment), REQUEST, StreamFormat.CHANGES))
                                    .reason())
                            .isEqualTo(ErrorReason.ACCESS_DENIED);
                }
            }
        }
    }

    @Test
    void showsItsLimitsAsMetrics() {
        resilience(7, 9);

        assertThat(meters.get("resilience4j.bulkhead.max.allowed.concurrent.calls")
                        .tag("environment", "lab")
                        .tag("name", "lab-calls")
                        .gauge()
                        .value())
                .isEqualTo(7);
        assertThat(meters.get("resilience4j.bulkhead.available.concurrent.calls")
                        .tag("environment", "lab")
                        .tag("name", "lab-streams")
                        .gauge()
                        .value())
                .isEqualTo(9);
        assertThat(gauge("closed")).isEqualTo(1);
    }

    private double gauge(String state) {
        return meters.get("resilience4j.circuitbreaker.state")
                .tag("environment", "lab")
                .tag("state", state)
                .gauge()
                .value();
    }

    private EnvironmentResilience resilience(int calls, int streams) {
        SubmissionEnvironment environment = Environments.at(
                new ArgoServerAccess(URI.create("http://argo"), Optional.empty(), false), limits(calls, streams));
        return new EnvironmentResilience(environment, new ResilienceRegistries(List.of(meters)), clock);
    }

    private static EnvironmentLimits limits(int calls, int streams) {
        EnvironmentLimits usual = Environments.LIMITS;
        return new EnvironmentLimits(
                usual.connectTimeout(),
                usual.callTimeout(),
                usual.streamHeartbeat(),
                calls,
                streams,
                1,
                usual.watchHistory(),
                50,
                10,
                OPEN_FOR,
                shares);
    }

    private static Exchange silence() {
        return new Exchange(REQUEST, new CompletableFuture<>(), Optional.empty(), false);
    }

    private static void fail(EnvironmentResilience resilience, ErrorReason reason) {
        assertThat(failure(() -> resilience.call(() -> {
                            throw new GatewayException(Problem.of(reason, "scripted"));
                        }))
                        .reason())
                .isEqualTo(reason);
    }

    private static Problem failure(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A clock that a test moves. */
    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T09:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
