package io.tiphys.gateway.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.fakes.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptValueTest {
    private final TestTime time = new TestTime();
    private int made;
    private boolean broken;
    private final KeptValue<Integer, IOException> value = new KeptValue<>(this::make, Duration.ofMinutes(1), time);

    @Test
    void isMadeOnFirstUseAndAgainAfterItsTime() throws IOException {
        assertThat(made).isZero();
        assertThat(value.get()).isEqualTo(1);
        time.advance(Duration.ofSeconds(59));
        assertThat(value.get()).isEqualTo(1);

        time.advance(Duration.ofSeconds(1));

        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void isTriedAgainAfterAFailure() throws IOException {
        broken = true;
        assertThatThrownBy(value::get).isInstanceOf(IOException.class);

        broken = false;

        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void isMadeOnceForConcurrentCallers() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        AtomicInteger makings = new AtomicInteger();
        KeptValue<Integer, IllegalStateException> slow = new KeptValue<>(
                () -> {
                    started.countDown();
                    await(finish);
                    return makings.incrementAndGet();
                },
                Duration.ofMinutes(1),
                time);
        CompletableFuture<Integer> first = Parallel.start(slow::get);
        started.await();
        CompletableFuture<Integer> second = Parallel.start(slow::get);

        finish.countDown();

        assertThat(first.get()).isEqualTo(1);
        assertThat(second.get()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int make() throws IOException {
        made++;
        if (broken) {
            throw new IOException("broken");
        }
        return made;
    }
}
