package io.tiphys.gateway.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.fakes.TestTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private final TestTime time = new TestTime();
    private final TokenBucket bucket = new TokenBucket(10, 5, time);

    private long reserve(int tokens) {
        long wait = 0;
        for (int i = 0; i < tokens; i++) {
            wait = bucket.reserve(-10);
        }
        return wait;
    }

    @Test
    void beginsFull() {
        assertThat(reserve(10)).isZero();
        assertThat(reserve(1)).isEqualTo(Duration.ofMillis(200).toNanos());
    }

    @Test
    void hasEachReservationWaitForAllBeforeIt() {
        assertThat(reserve(15)).isEqualTo(Duration.ofSeconds(1).toNanos());
        time.advance(Duration.ofMillis(400));
        assertThat(reserve(1)).isEqualTo(Duration.ofMillis(800).toNanos());
    }

    @Test
    void owesNoMoreThanTheLowest() {
        assertThat(reserve(1_000)).isEqualTo(Duration.ofSeconds(2).toNanos());
        time.advance(Duration.ofSeconds(2));
        assertThat(bucket.take()).isFalse();
        time.advance(Duration.ofMillis(200));
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
    }

    @Test
    void isRefilledUpToItsCapacity() {
        reserve(10);
        time.advance(Duration.ofHours(1));
        assertThat(reserve(10)).isZero();
        assertThat(reserve(1)).isPositive();
    }

    @Test
    void removesNothingBelowTheLowest() {
        bucket.remove(1_000, -5);
        assertThat(bucket.nanosUntilOne()).isEqualTo(Duration.ofMillis(1_200).toNanos());
        bucket.remove(1_000, 0);
        assertThat(bucket.nanosUntilOne()).isEqualTo(Duration.ofMillis(1_200).toNanos());
    }

    @Test
    void addsUpToItsCapacity() {
        reserve(12);
        bucket.add(1);
        assertThat(bucket.nanosUntilOne()).isEqualTo(Duration.ofMillis(400).toNanos());
        bucket.add(1_000);
        assertThat(reserve(10)).isZero();
        assertThat(reserve(1)).isPositive();
    }
}
