package io.tiphys.gateway.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.grpc.mapper.EnvironmentMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Holds the table of reasons, the proto enum and the numbers that were published against each other. */
class ErrorReasonNumbersTest {
    @Test
    void protoHasTheSameReasonsInTheSameOrder() {
        List<String> proto = Arrays.stream(io.tiphys.v1.ErrorReason.values())
                .filter(reason -> reason != io.tiphys.v1.ErrorReason.UNRECOGNIZED)
                .filter(reason -> reason != io.tiphys.v1.ErrorReason.ERROR_REASON_UNSPECIFIED)
                .map(reason -> reason.name().replaceFirst("^ERROR_REASON_", ""))
                .toList();

        assertThat(proto)
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorReason.values()).map(Enum::name).toList());
    }

    @Test
    void numbersStayAsTheyWerePublished() throws IOException {
        List<String> published = published();

        assertThat(published).hasSameSizeAs(ErrorReason.values());
        for (String line : published) {
            String[] parts = line.split(" ", 2);
            ErrorReason reason = ErrorReason.valueOf(parts[1]);
            assertThat(EnvironmentMapper.reason(reason).getNumber())
                    .as(parts[1])
                    .isEqualTo(Integer.parseInt(parts[0]));
        }
    }

    private static List<String> published() throws IOException {
        try (InputStream file = ErrorReasonNumbersTest.class.getResourceAsStream("error-reason-numbers.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
