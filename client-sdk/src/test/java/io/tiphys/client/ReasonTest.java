package io.tiphys.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.client.generated.model.ErrorReason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void hasTheReasonsOfTheOpenApiDocumentAndTwoOfItsOwn() {
        var published = Arrays.stream(ErrorReason.values())
                .filter(reason -> reason != ErrorReason.UNKNOWN_DEFAULT_OPEN_API)
                .map(Enum::name)
                .toList();

        assertThat(Reason.values())
                .extracting(Reason::name)
                .startsWith(published.toArray(String[]::new))
                .hasSize(published.size() + 2)
                .endsWith("GATEWAY_UNREACHABLE", "UNKNOWN");
    }

    @Test
    void takesAReasonFromTheFutureForUnknown() {
        assertThat(Reason.of("WORKFLOW_ENCHANTED")).isEqualTo(Reason.UNKNOWN);
        assertThat(Reason.of("INTERNAL")).isEqualTo(Reason.INTERNAL);
    }
}
