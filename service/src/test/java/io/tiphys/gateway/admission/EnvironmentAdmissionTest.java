package io.tiphys.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.AdmissionLimits;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.FairShares;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EnvironmentAdmissionTest {
    private static final Deadline LATER = Deadline.after(Duration.ofMinutes(1));

    @Test
    void carriesOutNoMoreThanTheLimitAtOnce() throws InterruptedException {
        EnvironmentAdmission admission = admission(2, 100, Duration.ofSeconds(30));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String caller = "caller " + i % 4;
            threads.add(Thread.ofVirtual()
                    .start(() -> admission.admit(caller, 1, LATER, () -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.yield();
                        return now.decrementAndGet();
                    })));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isBetween(1, 2);
        assertThat(now.get()).isZero();
    }

    @Test
    void refusesWhatWouldWaitTooLongAndSaysHowLong() throws InterruptedException {
        EnvironmentAdmission admission = admission(1, 100, Duration.ofMillis(50));
        CountDownLatch end = new CountDownLatch(1);
        Thread current = hold(admission, end);
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> admission.admit("b", 1, LATER, () -> "created"))
                .satisfies(refused -> {
                    assertThat(refused.problem().reason()).isEqualTo(ErrorReason.TOO_MANY_CALLS);
                    assertThat(refused.problem().metadata())
                            .containsEntry("limit", "1")
                            .containsEntry("queuePosition", "0")
                            .containsKey("estimatedWaitMillis");
                    assertThat(refused.problem().retryAfter()).isPresent();
                });
        end.countDown();
        current.join();
        assertThat(admission.admit("b", 1, LATER, () -> "created")).isEqualTo("created");
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() throws InterruptedException {
        EnvironmentAdmission admission = admission(1, 1, Duration.ofSeconds(30));
        CountDownLatch end = new CountDownLatch(1);
        Thread current = hold(admission, end);
        Thread waiting = Thread.ofVirtual().start(() -> admission.admit("b", 1, LATER, () -> "created"));
        Until.allWait(List.of(waiting));
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> admission.admit("c", 1, LATER, () -> "created"))
                .withMessageContaining("1 earlier calls");
        end.countDown();
        current.join();
        waiting.join();
    }

    @Test
    void waitsNoLongerThanTheCaller() throws InterruptedException {
        EnvironmentAdmission admission = admission(1, 10, Duration.ofHours(1));
        CountDownLatch end = new CountDownLatch(1);
        Thread current = hold(admission, end);
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> admission.admit("b", 1, Deadline.after(Duration.ofMillis(20)), () -> "created"));
        end.countDown();
        current.join();
    }

    @Test
    void givesTheTurnBackWhenTheCreationFails() {
        EnvironmentAdmission admission = admission(1, 10, Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(() -> admission.admit("a", 1, LATER, () -> {
                        throw new GatewayException(Problem.of(ErrorReason.ARGO_UNAVAILABLE, "away"));
                    }));
        }
        assertThat(admission.admit("a", 1, LATER, () -> "created")).isEqualTo("created");
    }

    private static Thread hold(EnvironmentAdmission admission, CountDownLatch end) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual()
                .start(() -> admission.admit("a", 1, LATER, () -> {
                    begun.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return "created";
                }));
        begun.await();
        return thread;
    }

    private static EnvironmentAdmission admission(int maxConcurrent, int maxWaiting, Duration maxWait) {
        EnvironmentLimits known = TestEnvironments.wideLimits();
        FairShares shares = FairShares.DEFAULT;
        AdmissionLimits limits = new AdmissionLimits(
                maxConcurrent,
                maxWaiting,
                maxWait,
                AdmissionLimits.DEFAULT.weights(),
                AdmissionLimits.MaxUnfinished.NONE);
        return new EnvironmentAdmission(
                "lab",
                new EnvironmentLimits(
                        known.connectTimeout(),
                        known.callTimeout(),
                        known.streamHeartbeat(),
                        known.maxConcurrentCalls(),
                        known.maxConcurrentStreams(),
                        known.maxFollowedLogs(),
                        known.watchHistory(),
                        known.maxBatchItems(),
                        known.failureRateThreshold(),
                        known.slidingWindow(),
                        known.openFor(),
                        new FairShares(
                                shares.maxTransfers(),
                                shares.maxAnonymousCalls(),
                                shares.maxOpenStreams(),
                                100,
                                100,
                                shares.maxNewTokenReviews(),
                                shares.maxWaitingNewTokens(),
                                limits)));
    }
}
