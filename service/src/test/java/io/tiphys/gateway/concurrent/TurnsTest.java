package io.tiphys.gateway.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void letsSoManyInAndNoMore() {
        Turns turns = new Turns(2, 3);
        for (int i = 0; i < 5; i++) {
            assertThat(turns.enter()).isTrue();
        }

        assertThat(turns.enter()).isFalse();
        assertThat(turns.enter()).isFalse();
        turns.leave();
        assertThat(turns.enter()).isTrue();
        assertThat(turns.enter()).isFalse();
    }

    @Test
    void waitsALimitedTimeForAPermit() throws InterruptedException {
        Turns turns = new Turns(1, 1);
        turns.begin();

        assertThat(turns.begin(Duration.ofMillis(1))).isFalse();
        turns.end();
        assertThat(turns.begin(Duration.ofMillis(1))).isTrue();
    }
}
