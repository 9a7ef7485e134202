package io.tiphys.gateway.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class TimeBoundTest {
    @Test
    void givesTheAnswer() {
        assertThat(TimeBound.call(Duration.ofSeconds(10), () -> "answer")).isEqualTo("answer");
    }

    @Test
    void interruptsWhatTakesTooLong() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThatThrownBy(() -> TimeBound.call(Duration.ofMillis(50), () -> {
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("no answer within");
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keepsTheStatusOfARefusal() {
        KubernetesClientException refusal = new KubernetesClientException("no", 403, null);
        assertThatThrownBy(() -> TimeBound.call(Duration.ofSeconds(10), () -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
    }

    @Test
    void turnsEverythingElseIntoTheSameException() {
        assertThatThrownBy(() -> TimeBound.call(Duration.ofSeconds(10), () -> {
                    throw new IOException("reset");
                }))
                .isInstanceOf(KubernetesClientException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void leavesTheInterruptToTheCaller() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() ->
                        TimeBound.call(Duration.ofSeconds(10), () -> new CountDownLatch(1).await(1, TimeUnit.HOURS)))
                .isInstanceOf(KubernetesClientException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
