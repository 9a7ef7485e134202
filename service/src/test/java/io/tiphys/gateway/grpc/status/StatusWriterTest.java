package io.tiphys.gateway.grpc.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.QuotaFailure;
import com.google.rpc.Status;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.grpc.StatusReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusWriterTest {
    @ParameterizedTest
    @EnumSource(ErrorReason.class)
    void everyReasonIsReadBackAsItWasWritten(ErrorReason reason) throws InvalidProtocolBufferException {
        Problem problem = new Problem(
                reason,
                "It went wrong: 100 % of it.\nÄußerst.",
                List.of(
                        new Violation("unknown-field", "/spec/x", 3, 7, "There is no 'x'.", Optional.of("Meant 'y'?")),
                        new Violation("no-hint", "/spec", 12, 1, "Two\nlines", Optional.empty()),
                        new Violation(
                                "latest-image",
                                Violation.Severity.WARNING,
                                "/spec",
                                12,
                                1,
                                "Better not.",
                                Optional.of("Do that."),
                                Optional.of("docs/rules.md#latest-image")),
                        Violation.ofParameter("page-size", "pageSize", "Too many.")),
                Map.of("namespace", "science", "verb", "create"),
                Optional.of("kind: Role\nrules: []\n"),
                Optional.of(Duration.ofMillis(1_500)));

        Status status = StatusWriter.write(problem, "request-7");
        Status read = Status.parseFrom(status.toByteArray());

        assertThat(StatusReader.problem(read)).isEqualTo(problem);
        assertThat(StatusReader.requestId(read)).isEqualTo("request-7");
        assertThat(read.getCode()).isEqualTo(reason.kind().grpcCode().number());
        ErrorInfo info = StatusReader.detail(read, ErrorInfo.class).orElseThrow();
        assertThat(info.getDomain()).isEqualTo("tiphys.io");
        assertThat(info.getMetadataOrThrow("retryable")).isEqualTo(Boolean.toString(reason.retryable()));
    }

    @ParameterizedTest
    @EnumSource(ErrorReason.class)
    void aBareProblemIsReadBackAsItWasWritten(ErrorReason reason) {
        Problem problem = Problem.of(reason, "Short.");

        assertThat(StatusReader.problem(StatusWriter.write(problem, "id"))).isEqualTo(problem);
    }

    @Test
    void saysWhichQuotaWasReached() throws InvalidProtocolBufferException {
        Problem problem = Problem.of(ErrorReason.TOO_MANY_CALLS, "Full.")
                .with("environment", "lab")
                .with("limit", "4");

        QuotaFailure quota = StatusReader.detail(StatusWriter.write(problem, "id"), QuotaFailure.class)
                .orElseThrow();

        assertThat(quota.getViolationsList()).singleElement().satisfies(violation -> {
            assertThat(violation.getSubject()).isEqualTo("environment:lab");
            assertThat(violation.getDescription()).isEqualTo("Full.");
        });
    }

    @Test
    void leavesOutAManifestThatIsTooLongAndSaysSo() {
        Problem problem = Problem.of(ErrorReason.ACCESS_DENIED, "No.")
                .withViolations(List.of(Violation.ofParameter("access-denied", "workflows", "create workflows")))
                .withManifest("a: b\n".repeat(2_000));

        Problem read = readWithinBudget(problem);

        assertThat(read.manifest()).isEmpty();
        assertThat(read.violations()).isEqualTo(problem.violations());
        assertThat(read.detail()).isEqualTo(problem.detail());
        assertThat(read.metadata().get("omitted")).startsWith("the manifest; too long");
    }

    @Test
    void leavesOutTheLastViolationsAndSaysHowMany() {
        List<Violation> violations = IntStream.rangeClosed(1, 300)
                .mapToObj(
                        i -> new Violation("rule", "/spec/templates/" + i, i, 3, "Wrong thing " + i, Optional.empty()))
                .toList();

        Problem read = readWithinBudget(
                Problem.of(ErrorReason.WORKFLOW_INVALID, "300 violations").withViolations(violations));

        int kept = read.violations().size();
        assertThat(kept).isBetween(30, 299);
        assertThat(read.violations()).isEqualTo(violations.subList(0, kept));
        assertThat(read.metadata().get("omitted")).startsWith((300 - kept) + " of 300 violations; too long");
    }

    @Test
    void shortensADetailThatIsTooLong() {
        Problem read = readWithinBudget(Problem.of(ErrorReason.WORKFLOW_REFUSED_BY_ARGO, "ü".repeat(100_000)));

        assertThat(read.detail()).startsWith("üüü").endsWith("ü...");
        assertThat(read.metadata().get("omitted")).startsWith("the ends of long texts; too long");
    }

    @Test
    void fitsWhateverComes() {
        Problem problem = Problem.of(ErrorReason.WORKFLOW_INVALID, "%".repeat(50_000))
                .withViolations(IntStream.range(0, 5_000)
                        .mapToObj(i -> new Violation(
                                "rule", "/p".repeat(900), 1, 1, "\u0001".repeat(900), Optional.of("€".repeat(900))))
                        .toList())
                .withManifest("x".repeat(100_000));
        for (int i = 0; i < 200; i++) {
            problem = problem.with("fact" + i, "漢".repeat(1_000));
        }

        Problem read = readWithinBudget(problem);

        assertThat(read.reason()).isEqualTo(ErrorReason.WORKFLOW_INVALID);
        assertThat(read.violations()).isNotEmpty();
    }

    private static Problem readWithinBudget(Problem problem) {
        Status status = StatusWriter.write(problem, "00000000-0000-0000-0000-000000000000");
        assertThat(StatusBudget.size(status)).isLessThanOrEqualTo(StatusBudget.BYTES);
        return StatusReader.problem(status);
    }
}
