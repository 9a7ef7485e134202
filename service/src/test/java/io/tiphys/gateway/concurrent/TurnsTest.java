package io.tiphys.gateway.concurrent;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void letsSoManyInAndNoMore() {
        Turns turns = Turns.ofNewTokens(2, 3);
        for (int i = 0; i < 5; i++) {
            turns.enter();
        }

        assertThat(problemOf(ErrorReason.TOO_MANY_CALLS, turns::enter).retryAfter())
                .contains(Duration.ofSeconds(1));
        problemOf(ErrorReason.TOO_MANY_CALLS, turns::enter);
        turns.leave();
        turns.enter();
        problemOf(ErrorReason.TOO_MANY_CALLS, turns::enter);
    }

    @Test
    void waitsALimitedTimeForAPermit() throws InterruptedException {
        Turns turns = Turns.ofNewTokens(1, 1);
        turns.begin();

        assertThat(turns.begin(Duration.ofMillis(1))).isFalse();
        turns.end();
        assertThat(turns.begin(Duration.ofMillis(1))).isTrue();
    }
}
