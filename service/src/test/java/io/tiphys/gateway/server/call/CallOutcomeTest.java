package io.tiphys.gateway.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallOutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "false, 200,, OK",
        "false, 302,, OK",
        "false, 400,, INVALID_ARGUMENT",
        "false, 403,, PERMISSION_DENIED",
        "false, 404,, NOT_FOUND",
        "false, 418,, INVALID_ARGUMENT",
        "false, 500,, INTERNAL",
        "false, 599,, INTERNAL",
        "true, 200, 0, OK",
        "true, 200, 5, NOT_FOUND",
        "true, 200, 16, UNAUTHENTICATED",
        "true, 200, 99, UNKNOWN",
        "true, 200, junk, UNKNOWN",
        "true, 200,, UNKNOWN",
        "true, 503,, UNAVAILABLE"
    })
    void isWhatTheAnswerTells(boolean grpc, int status, String grpcStatus, String outcome) {
        assertThat(CallOutcome.answered(grpc, status, grpcStatus)).isEqualTo(outcome);
    }

    @Test
    void tellsALateCallFromACancelledOne() {
        assertThat(CallOutcome.unanswered(Optional.of(Duration.ofSeconds(10)))).isEqualTo(ErrorReason.CANCELLED);
        assertThat(CallOutcome.unanswered(Optional.of(Duration.ofMillis(100))))
                .isEqualTo(ErrorReason.DEADLINE_EXCEEDED);
        assertThat(CallOutcome.unanswered(Optional.of(Duration.ofSeconds(-1))))
                .isEqualTo(ErrorReason.DEADLINE_EXCEEDED);
        assertThat(CallOutcome.unanswered(Optional.empty())).isEqualTo(ErrorReason.CANCELLED);
    }
}
