package io.tiphys.validation.requirement.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "500m,0.5",
        "2,2",
        "1Gi,1073741824",
        "1.5Ki,1536",
        "1k,1000",
        "2e3,2000",
        "1E,1000000000000000000",
        ".5,0.5",
        "100n,0.0000001"
    })
    void readsEveryForm(String text, String number) {
        assertThat(Quantities.parse(text))
                .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1Q", "Gi", "1 Gi", "--1", "1e999", "1ki", "{{x}}"})
    void readsNothingElse(String text) {
        assertThat(Quantities.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"512,512", "1536,1.5Ki", "1073741824,1Gi"})
    void writesBytesAsPeopleDo(String bytes, String text) {
        assertThat(Quantities.bytes(new BigDecimal(bytes))).isEqualTo(text);
    }
}
