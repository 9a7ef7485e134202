package io.tiphys.gateway.argo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tiphys.gateway.argo.client.capacity.EndedException;
import io.tiphys.gateway.argo.client.capacity.ResilienceRegistries;
import io.tiphys.gateway.argo.client.capacity.TakenPermit;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity.Pool;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import io.tiphys.gateway.argo.client.connection.Delivery;
import io.tiphys.gateway.argo.client.failure.ArgoErrors;
import io.tiphys.gateway.argo.client.failure.ExchangeFailures;
import io.tiphys.gateway.argo.client.framing.ArgoAnswer;
import io.tiphys.gateway.argo.client.framing.StreamFormat;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.FairShares;
import io.tiphys.gateway.environment.Requester;
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
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EnvironmentResilienceTest {
    private static final Duration OPEN_FOR = Duration.ofSeconds(5);
    private static final StreamFormat<byte[]> PAYLOADS = new StreamFormat<>(Optional::of, true);
    private static final ArgoRequest REQUEST = ArgoRequest.get(ArgoPath.of("workflows", "science"));

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MovedClock clock = new MovedClock();

    @Test
    void holdsCallsBackAfterTooManyFaultsAndTriesAgain() {
        EnvironmentResilience resilience = resilience(10, 10);
        for (int i = 0; i < 10; i++) {
            fail(resilience);
        }

        Problem held = failure(() -> resilience.call(false, () -> "never asked"));
        assertThat(held.reason()).isEqualTo(ErrorReason.ARGO_CIRCUIT_OPEN);
        assertThat(held.retryAfter()).contains(OPEN_FOR);
        assertThat(gauge("open")).isEqualTo(1);

        clock.forward(Duration.ofSeconds(3));
        assertThat(failure(() -> resilience.call(false, () -> "never asked")).retryAfter())
                .contains(Duration.ofSeconds(2));

        clock.forward(Duration.ofSeconds(2).plusMillis(1));
        assertThat(resilience.heldBackFor()).as("the next call is a trial").isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(resilience.call(false, () -> "asked")).isEqualTo("asked");
        }
        assertThat(gauge("closed")).isEqualTo(1);
    }

    @Test
    void countsNoAnswerThatShowsThatArgoLives() {
        EnvironmentResilience resilience = resilience(10, 10);
        for (int httpStatus : List.of(400, 403, 404, 409, 422, 429, 500, 501)) {
            for (int i = 0; i < 20; i++) {
                failure(() -> resilience.call(false, () -> {
                    throw ArgoErrors.toException(
                            new ArgoAnswer(httpStatus, Optional.empty(), "no", Optional.empty()), REQUEST);
                }));
            }
        }
        assertThat(resilience.call(false, () -> "asked")).isEqualTo("asked");
    }

    @Test
    void callersWithoutATokenNeitherOpenTheCircuitNorTakeThePermitsOfOthers() {
        EnvironmentResilience resilience = resilience(1, 1);
        for (int i = 0; i < 30; i++) {
            TakenPermit permit = resilience.take(Pool.ANONYMOUS, Requester.anonymous("10.0.0." + i));
            permit.ended(UpstreamEnd.of(Event.NO_CONNECTION));
        }

        assertThat(resilience.call(false, () -> "asked")).isEqualTo("asked");
    }

    @Test
    void onePermitOfFourGoesToOneCallerAndToOneAddress() {
        EnvironmentResilience resilience = resilience(8, 8);
        for (Pool pool : Pool.values()) {
            int size = switch (pool) {
                case CALLS, STREAMS -> 8;
                case TRANSFERS -> FairShares.DEFAULT.maxTransfers();
                case ANONYMOUS -> FairShares.DEFAULT.maxAnonymousCalls();
            };
            for (int i = 0; i < size / 4; i++) {
                resilience.take(pool, new Requester("ada", "10.0.0.1"));
            }
            assertThat(failure(() -> resilience.take(pool, new Requester("ada", "10.0.0.2")))
                            .reason())
                    .isEqualTo(ErrorReason.TOO_MANY_CALLS);
            assertThat(failure(() -> resilience.take(pool, new Requester("bob", "10.0.0.1")))
                            .reason())
                    .isEqualTo(ErrorReason.TOO_MANY_CALLS);
            resilience.take(pool, new Requester("bob", "10.0.0.2")).release();
        }
    }

    @Test
    void anAnswerThatIsReadSlowlyGivesItsPermitToOthers() {
        EnvironmentResilience resilience = resilience(4, 4);
        TakenPermit slow = resilience.take(Pool.CALLS, new Requester("ada", "10.0.0.1"));
        assertThat(failure(() -> resilience.take(Pool.CALLS, new Requester("ada", "10.0.0.1")))
                        .reason())
                .isEqualTo(ErrorReason.TOO_MANY_CALLS);

        assertThat(slow.slow()).isTrue();

        TakenPermit next = resilience.take(Pool.CALLS, new Requester("ada", "10.0.0.1"));
        for (int i = 1; i < 16; i++) {
            resilience.take(Pool.TRANSFERS, new Requester("ada", "10.0.0.1"));
        }
        assertThat(next.slow()).as("as many slow readers as one caller may be").isFalse();
        slow.release();
        assertThat(next.slow()).isTrue();
    }

    @Test
    void countsTheEnvironmentsTimeLimitAndNotTheCallers() {
        EnvironmentResilience resilience = resilience(10, 10);
        Deadline callers = Deadline.after(Duration.ofMinutes(1)).within(Duration.ofMillis(1));
        for (int i = 0; i < 20; i++) {
            late(resilience, callers);
        }
        for (int i = 0; i < 10; i++) {
            late(resilience, Deadline.after(Duration.ofMillis(1)));
        }
        assertThat(failure(() -> resilience.call(false, () -> "never asked")).reason())
                .isEqualTo(ErrorReason.ARGO_CIRCUIT_OPEN);
    }

    private static void late(EnvironmentResilience resilience, Deadline deadline) {
        assertThat(failure(() -> resilience.call(deadline.shortened(), () -> {
                            throw ExchangeFailures.late(REQUEST, Delivery.MAYBE_SENT, deadline, new TimeoutException());
                        }))
                        .reason())
                .isEqualTo(ErrorReason.DEADLINE_EXCEEDED);
    }

    @Test
    void refusesCallsBeyondTheLimit() throws Exception {
        EnvironmentResilience resilience = resilience(1, 1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> resilience.call(false, () -> {
            inside.countDown();
            awaitQuietly(leave);
            return "done";
        }));
        assertThat(inside.await(5, TimeUnit.SECONDS)).isTrue();

        Problem full = failure(() -> resilience.call(false, () -> "never asked"));
        assertThat(full.reason()).isEqualTo(ErrorReason.TOO_MANY_CALLS);
        assertThat(full.retryAfter()).isPresent();
        assertThat(full.metadata()).containsEntry("limit", "1");

        leave.countDown();
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(resilience.call(false, () -> "asked")).isEqualTo("asked");
    }

    @Test
    void refusesStreamsBeyondTheLimitUntilOneIsOver() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> {
            request.beginStream();
            request.awaitHangUp();
        })) {
            SubmissionEnvironment environment = Environments.at(
                    new ArgoServerAccess(server.uri(), Optional.empty(), false, Optional.empty()), limits(1, 1));
            try (ArgoClients servers = Environments.servers(environment)) {
                ArgoClient argo = servers.of(environment);
                ArgoStream<?> first = argo.open(Environments.call(environment), REQUEST, PAYLOADS, Requester.GATEWAY);

                assertThat(failure(() ->
                                        argo.open(Environments.call(environment), REQUEST, PAYLOADS, Requester.GATEWAY))
                                .reason())
                        .isEqualTo(ErrorReason.TOO_MANY_CALLS);

                first.close();
                argo.open(Environments.call(environment), REQUEST, PAYLOADS, Requester.GATEWAY)
                        .close();
            }
        }
    }

    @Test
    void freesTheSlotOfAStreamThatWasRefused() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(request -> request.answer(403, "{\"code\":7,\"message\":\"not allowed\"}"))) {
            SubmissionEnvironment environment = Environments.at(
                    new ArgoServerAccess(server.uri(), Optional.empty(), false, Optional.empty()), limits(1, 1));
            try (ArgoClients servers = Environments.servers(environment)) {
                for (int i = 0; i < 5; i++) {
                    assertThat(failure(() -> servers.of(environment)
                                            .open(Environments.call(environment), REQUEST, PAYLOADS, Requester.GATEWAY))
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
                new ArgoServerAccess(URI.create("http://argo"), Optional.empty(), false, Optional.empty()),
                limits(calls, streams));
        return new EnvironmentResilience(environment, new ResilienceRegistries(meters), clock);
    }

    private static EnvironmentLimits limits(int calls, int streams) {
        return limits(calls, streams, FairShares.DEFAULT);
    }

    private static EnvironmentLimits limits(int calls, int streams, FairShares shares) {
        EnvironmentLimits usual = Environments.LIMITS;
        return new EnvironmentLimits(
                usual.connectTimeout(),
                usual.callTimeout(),
                usual.streamHeartbeat(),
                calls,
                streams,
                1,
                usual.watchHistory(),
                usual.maxBatchItems(),
                50,
                10,
                OPEN_FOR,
                shares);
    }

    private static void fail(EnvironmentResilience resilience) {
        assertThat(failure(() -> resilience.call(false, () -> {
                            throw EndedException.of(
                                    UpstreamEnd.of(Event.UNAVAILABLE_ANSWERED),
                                    Problem.of(ErrorReason.ARGO_UNAVAILABLE, "scripted"),
                                    null);
                        }))
                        .reason())
                .isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
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
