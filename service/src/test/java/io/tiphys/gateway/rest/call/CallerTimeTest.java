package io.tiphys.gateway.rest.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallerTimeTest {
    @ParameterizedTest
    @CsvSource({
        "10, PT10S",
        "1.5, PT1.5S",
        "0.000000001, PT0.000000001S",
        "500ms, PT0.5S",
        "10s, PT10S",
        "1m, PT1M",
        "' 2s ', PT2S",
        "999999999m, PT8760H"
    })
    void readsTimes(String text, Duration time) {
        assertThat(CallerTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0.0s",
                "-1",
                "+1",
                "1h",
                "10 s",
                "1e3",
                "1,5",
                ".5",
                "5.",
                "ms",
                "1s1s",
                "NaN",
                "Infinity",
                "0x10",
                "9999999999",
                "1.0000000001",
                "\u0661"
            })
    void refusesRubbish(String text) {
        assertThatThrownBy(() -> CallerTime.parse(text))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        e -> assertThat(e.problem().reason()).isEqualTo(ErrorReason.REQUEST_INVALID));
    }

    @Test
    void namesTheHeader() {
        assertThatThrownBy(() -> CallerTime.parse("soon"))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        e -> assertThat(e.problem().violations().getFirst().pointer())
                                .isEqualTo("Tiphys-Timeout"));
    }
}
