package io.tiphys.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.benmanes.caffeine.cache.Ticker;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                    .start(() -> admit(admission, caller, 1, LATER, () -> {
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
                .isThrownBy(() -> admit(admission, "b", 1, LATER, () -> "created"))
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
        assertThat(admit(admission, "b", 1, LATER, () -> "created")).isEqualTo("created");
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() throws InterruptedException {
        EnvironmentAdmission admission = admission(1, 1, Duration.ofSeconds(30));
        CountDownLatch end = new CountDownLatch(1);
        Thread current = hold(admission, end);
        Thread waiting = Thread.ofVirtual().start(() -> admit(admission, "b", 1, LATER, () -> "created"));
        Until.allWait(List.of(waiting));
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> admit(admission, "c", 1, LATER, () -> "created"))
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
                .isThrownBy(() -> admit(admission, "b", 1, Deadline.after(Duration.ofMillis(20)), () -> "created"));
        end.countDown();
        current.join();
    }

    @Test
    void givesTheTurnBackWhenTheCreationFails() {
        EnvironmentAdmission admission = admission(1, 10, Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(() -> admit(admission, "a", 1, LATER, () -> {
                        throw new GatewayException(Problem.of(ErrorReason.ARGO_UNAVAILABLE, "away"));
                    }));
        }
        assertThat(admit(admission, "a", 1, LATER, () -> "created")).isEqualTo("created");
    }

    @ParameterizedTest
    @EnumSource(ErrorReason.class)
    void lowersItsLimitOnlyForReasonsThatSayThatTheArgoServerIsSlow(ErrorReason reason) throws InterruptedException {
        Set<ErrorReason> slow = EnumSet.of(
                ErrorReason.ARGO_UNAVAILABLE,
                ErrorReason.ARGO_THROTTLED,
                ErrorReason.OUTCOME_UNKNOWN,
                ErrorReason.DEADLINE_EXCEEDED);
        assertThat(limitFalls(LATER, failing(reason), false)).isEqualTo(slow.contains(reason));
    }

    @ParameterizedTest
    @EnumSource(names = {"OUTCOME_UNKNOWN", "DEADLINE_EXCEEDED"})
    void keepsItsLimitWhenCallersChooseShortDeadlines(ErrorReason reason) throws InterruptedException {
        assertThat(limitFalls(LATER.within(Duration.ofSeconds(30)), failing(reason), false))
                .isFalse();
    }

    @Test
    void keepsItsLimitWhenTheArgoServerRefusesAndItsResponseIsPassedOn() throws InterruptedException {
        assertThat(limitFalls(LATER, () -> "a response with 403", true)).isFalse();
    }

    private static Supplier<String> failing(ErrorReason reason) {
        return () -> {
            throw new GatewayException(Problem.of(reason, "failed"));
        };
    }

    /**
     * Whether many such calls of 3 ms lower the limit, at once or as soon as there are creations of 20 ms again. Three other creations are under
     * way, because a limit that nobody uses does not change.
     */
    private static boolean limitFalls(Deadline deadline, Supplier<String> call, boolean refused)
            throws InterruptedException {
        AtomicLong now = new AtomicLong();
        EnvironmentAdmission admission = admission(64, 100, Duration.ofSeconds(30), now::get);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> others = List.of(hold(admission, end), hold(admission, end), hold(admission, end));
        create(admission, now);
        int before = admission.load().limit();
        for (int i = 0; i < 5000; i++) {
            try {
                admission.admit(
                        "a",
                        1,
                        deadline,
                        () -> {
                            now.addAndGet(3_000_000);
                            return call.get();
                        },
                        () -> refused);
            } catch (GatewayException e) {
                assertThat(e.problem().detail()).isEqualTo("failed");
            }
        }
        int after = admission.load().limit();
        create(admission, now);
        int later = admission.load().limit();
        end.countDown();
        for (Thread other : others) {
            other.join();
        }
        assertThat(before).isGreaterThan(6);
        return Math.min(after, later) < before;
    }

    private static void create(EnvironmentAdmission admission, AtomicLong now) {
        for (int i = 0; i < 5000; i++) {
            admit(admission, "a", 1, LATER, () -> now.addAndGet(20_000_000));
        }
    }

    private static <T> T admit(
            EnvironmentAdmission admission, String caller, int weight, Deadline deadline, Supplier<T> creation) {
        return admission.admit(caller, weight, deadline, creation, () -> false);
    }

    private static Thread hold(EnvironmentAdmission admission, CountDownLatch end) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual()
                .start(() -> admit(admission, "a", 1, LATER, () -> {
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
        return admission(maxConcurrent, maxWaiting, maxWait, Ticker.systemTicker());
    }

    private static EnvironmentAdmission admission(int maxConcurrent, int maxWaiting, Duration maxWait, Ticker ticker) {
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
                                limits)),
                ticker);
    }
}
