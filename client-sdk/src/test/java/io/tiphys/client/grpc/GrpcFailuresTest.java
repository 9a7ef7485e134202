package io.tiphys.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import io.tiphys.client.Reason;
import io.tiphys.client.Severity;
import io.tiphys.client.TiphysException;
import io.tiphys.client.Violation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrpcFailuresTest {
    @Test
    void tellsEverythingThatAStatusSays() {
        Status status = Status.newBuilder()
                .setCode(Code.PERMISSION_DENIED.getNumber())
                .setMessage("No.")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("tiphys.io")
                        .setReason("ACCESS_DENIED")
                        .putMetadata("verb", "create")
                        .putMetadata("retryable", "true")
                        .putMetadata("manifest", "kind: Role\n")
                        .build()))
                .addDetails(Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(FieldViolation.newBuilder()
                                .setField("/spec")
                                .setReason("r")
                                .setDescription("line 3, column 7: wrong\nHint: right\nSee: docs/rules.md#r"))
                        .addFieldViolations(FieldViolation.newBuilder()
                                .setField("p")
                                .setReason("r2")
                                .setDescription("warning: two\nlines"))
                        .build()))
                .addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(1).setNanos(500_000_000))
                        .build()))
                .addDetails(
                        Any.pack(RequestInfo.newBuilder().setRequestId("i-7").build()))
                .build();

        TiphysException failure = GrpcFailures.from(StatusProto.toStatusRuntimeException(status));

        assertThat(failure.reason()).isEqualTo(Reason.ACCESS_DENIED);
        assertThat(failure.detail()).isEqualTo("No.");
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.metadata()).isEqualTo(Map.of("verb", "create"));
        assertThat(failure.manifest()).contains("kind: Role\n");
        assertThat(failure.violations())
                .containsExactly(
                        new Violation(
                                "r",
                                Severity.ERROR,
                                "/spec",
                                3,
                                7,
                                "wrong",
                                Optional.of("right"),
                                Optional.of("docs/rules.md#r")),
                        new Violation(
                                "r2", Severity.WARNING, "p", 0, 0, "two\nlines", Optional.empty(), Optional.empty()));
        assertThat(failure.retryAfter()).contains(java.time.Duration.ofMillis(1_500));
        assertThat(failure.instanceId()).isEqualTo("i-7");
        assertThat(failure.status()).isZero();
    }

    @Test
    void knowsWhatGrpcItselfSays() {
        assertThat(reasonOf(io.grpc.Status.UNAVAILABLE)).isEqualTo(Reason.GATEWAY_UNREACHABLE);
        assertThat(reasonOf(io.grpc.Status.DEADLINE_EXCEEDED)).isEqualTo(Reason.DEADLINE_EXCEEDED);
        assertThat(reasonOf(io.grpc.Status.CANCELLED)).isEqualTo(Reason.CANCELLED);
        assertThat(reasonOf(io.grpc.Status.DATA_LOSS)).isEqualTo(Reason.UNKNOWN);
    }

    private static Reason reasonOf(io.grpc.Status status) {
        return GrpcFailures.from(status.withDescription("said so").asRuntimeException())
                .reason();
    }
}
