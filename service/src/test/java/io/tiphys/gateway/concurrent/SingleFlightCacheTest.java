package io.tiphys.gateway.concurrent;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightCacheTest {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final TestTime time = new TestTime();
    private final AtomicInteger asked = new AtomicInteger();
    private final SingleFlightCache<String, String> answers = new SingleFlightCache<>(answer -> KEPT, time);

    @Test
    void keepsAnAnswerForItsTimeAndNoLonger() {
        assertThat(get("key")).isEqualTo("answer 1");
        time.advance(KEPT.minusNanos(1));
        assertThat(get("key")).isEqualTo("answer 1");
        time.advance(Duration.ofNanos(1));
        assertThat(get("key")).isEqualTo("answer 2");
    }

    @Test
    void doesNotMixKeys() {
        assertThat(get("one")).isEqualTo("answer 1");
        assertThat(get("other")).isEqualTo("answer 2");
        assertThat(get("one")).isEqualTo("answer 1");
    }

    @Test
    void doesNotKeepWhatMayNotBeKept() {
        var unkept = new SingleFlightCache<String, Integer>(answer -> Duration.ZERO, time);

        assertThat(unkept.get("key", asked::incrementAndGet, soon())).isEqualTo(1);
        assertThat(unkept.get("key", asked::incrementAndGet, soon())).isEqualTo(2);
    }

    @Test
    void asksOnceForAllWhoAskMeanwhile() throws InterruptedException {
        var gate = new CountDownLatch(1);
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            callers.add(Thread.ofVirtual().start(() -> got.add(answers.get("key", () -> answerAfter(gate), soon()))));
        }
        Until.allWait(callers);

        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(got).hasSize(100).containsOnly("answer 1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aWaiterThatGivesUpLeavesTheOthersWaiting() throws InterruptedException {
        var gate = new CountDownLatch(1);
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        Thread patient = Thread.ofVirtual().start(() -> got.add(answers.get("key", () -> answerAfter(gate), soon())));
        Until.allWait(List.of(patient));

        Deadline impatient = Deadline.after(Duration.ofMillis(1));
        problemOf(ErrorReason.DEADLINE_EXCEEDED, () -> answers.get("key", () -> answerAfter(gate), impatient));
        gate.countDown();
        patient.join();

        assertThat(got).containsExactly("answer 1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void doesNotRememberAFailure() {
        problemOf(
                ErrorReason.KUBERNETES_UNAVAILABLE,
                () -> answers.get(
                        "key",
                        () -> {
                            throw new GatewayException(Problem.of(ErrorReason.KUBERNETES_UNAVAILABLE, "no answer"));
                        },
                        soon()));

        assertThat(get("key")).isEqualTo("answer 1");
    }

    @Test
    void dropsAnAnswerOnlyIfItIsThisOne() {
        String first = get("key");

        answers.drop("key", "another");
        assertThat(get("key")).isSameAs(first);

        answers.drop("key", first);
        assertThat(get("key")).isEqualTo("answer 2");
    }

    @Test
    void droppingDoesNotWaitForAQuestionThatIsUnderWay() throws InterruptedException {
        var gate = new CountDownLatch(1);
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        Thread caller = Thread.ofVirtual().start(() -> got.add(answers.get("key", () -> answerAfter(gate), soon())));
        Until.allWait(List.of(caller));

        answers.drop("key", "answer 1");
        gate.countDown();
        caller.join();

        assertThat(got).containsExactly("answer 1");
    }

    private String get(String key) {
        return answers.get(key, () -> "answer " + asked.incrementAndGet(), soon());
    }

    private String answerAfter(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "answer " + asked.incrementAndGet();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
