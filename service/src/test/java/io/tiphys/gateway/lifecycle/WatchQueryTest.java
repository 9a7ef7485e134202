package io.tiphys.gateway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchQueryTest {
    @ParameterizedTest
    @CsvSource({
        "9, 10, 10",
        "10, 9, 10",
        "10, 10, 10",
        "99999999999999999999, 100000000000000000000, 100000000000000000000"
    })
    void goesOnAfterTheNewestVersionOfWhatKubernetesLists(String first, String second, String expected) {
        assertThat(query().afterNewer(first).afterNewer(second).resourceVersion())
                .contains(expected);
    }

    @Test
    void goesOnAfterTheLastVersionWhereVersionsAreNoNumbers() {
        assertThat(query().afterNewer("b").afterNewer("a").resourceVersion()).contains("a");
        assertThat(query().afterNewer("10").afterNewer("a").resourceVersion()).contains("a");
    }

    @Test
    void anEmptyVersionChangesNothing() {
        assertThat(query().afterNewer("").resourceVersion()).isEmpty();
        assertThat(query().afterNewer("7").afterNewer("").resourceVersion()).contains("7");
    }

    @Test
    void canStartAnew() {
        assertThat(query().afterNewer("7").fromNow()).isEqualTo(query());
    }

    private static WatchQuery query() {
        return new WatchQuery(Optional.empty(), Optional.of("a=b"), Optional.empty());
    }
}
