package io.tiphys.gateway.concurrent;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void isOnlyEverShortened() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(10));

        assertThat(deadline.within(Duration.ofHours(1))).isSameAs(deadline);
        assertThat(deadline.within(Duration.ofSeconds(1)).remaining()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void knowsWhetherSomebodyGaveLessTime() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(10));

        assertThat(deadline.within(Duration.ofHours(1)).shortened()).isFalse();
        assertThat(deadline.within(Duration.ofSeconds(1)).shortened()).isTrue();
    }

    @Test
    void bearsAnyTimeThatACallerCanWrite() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);

        assertThat(Deadline.after(longest).passed()).isFalse();
        assertThat(Deadline.after(Duration.ofSeconds(5)).within(longest).remaining())
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(Deadline.after(longest.negated()).passed()).isTrue();
        assertThat(Deadline.after(longest).within(longest.negated()).passed()).isTrue();
        assertThat(Deadline.after(longest.negated()).passed()).isTrue();
    }

    @Test
    void refusesToGoOnWhenTheTimeIsUp() {
        problemOf(
                ErrorReason.DEADLINE_EXCEEDED,
                () -> Deadline.after(Duration.ZERO).check());
    }

    @Test
    void givesUpWithoutCancellingWhatOthersWaitFor() {
        var result = new CompletableFuture<String>();

        problemOf(
                ErrorReason.DEADLINE_EXCEEDED,
                () -> Deadline.after(Duration.ofMillis(1)).await(result));

        assertThat(result).isNotDone();
    }

    @Test
    void givesAResultThatIsThereEvenWhenTheTimeIsUp() {
        assertThat(Deadline.after(Duration.ZERO).await(CompletableFuture.completedFuture("there")))
                .isEqualTo("there");
    }

    @Test
    void tellsACancelledWaiterThatItWasCancelled() throws InterruptedException {
        var result = new CompletableFuture<String>();
        var told = new AtomicReference<Problem>();
        var stillInterrupted = new AtomicReference<Boolean>();
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                Deadline.after(Duration.ofMinutes(1)).await(result);
            } catch (GatewayException e) {
                told.set(e.problem());
                stillInterrupted.set(Thread.currentThread().isInterrupted());
            }
        });

        waiter.interrupt();
        waiter.join();

        assertThat(told.get().reason()).isEqualTo(ErrorReason.CANCELLED);
        assertThat(stillInterrupted.get()).isTrue();
        assertThat(result).isNotDone();
    }

    @Test
    void passesTheFailureOnToEachWaiterAsAnExceptionOfItsOwn() {
        var failure = new GatewayException(Problem.of(ErrorReason.KUBERNETES_UNAVAILABLE, "no answer"));
        CompletableFuture<String> result =
                CompletableFuture.<String>failedFuture(failure).thenApply(value -> value);

        assertThatThrownBy(() -> Deadline.after(Duration.ofSeconds(1)).await(result))
                .isNotSameAs(failure)
                .hasCause(failure)
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        seen -> assertThat(seen.problem()).isEqualTo(failure.problem()));
    }

    @Test
    void doesNotPassAnUnknownFailureOffAsAProblem() {
        var failure = new IllegalArgumentException("inside");

        assertThatThrownBy(() -> Deadline.after(Duration.ofSeconds(1)).await(CompletableFuture.failedFuture(failure)))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(failure);
    }
}
