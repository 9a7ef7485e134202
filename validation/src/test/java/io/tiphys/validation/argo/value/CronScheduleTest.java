package io.tiphys.validation.argo.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "0 3 * * mon-fri",
                "*/5 1-3,7 ? JAN-dec/2 0",
                "@daily",
                "@every 1h30m",
                "TZ=Europe/Berlin 0 0 1 1 *",
                "5/15 * * * *"
            })
    void takesWhatArgoTakes(String schedule) {
        assertThat(CronSchedule.flawOf(schedule)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 7",
                "5-1 * * * *",
                "*/0 * * * *",
                "1-2-3 * * * *",
                "a * * * *",
                "@often",
                "@every soon",
                "TZ=Nowhere/Else 0 0 1 1 *",
                "TZ=UTC"
            })
    void refusesWhatArgoRefuses(String schedule) {
        assertThat(CronSchedule.flawOf(schedule)).isPresent();
    }
}
