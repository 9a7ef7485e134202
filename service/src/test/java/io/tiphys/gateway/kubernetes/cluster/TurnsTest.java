package io.tiphys.gateway.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

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
}
