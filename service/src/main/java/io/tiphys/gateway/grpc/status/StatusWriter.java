package io.tiphys.gateway.grpc.status;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;

/**
 * The only writer of problems on gRPC: {@code google.rpc.Status} with these details.
 *
 * <ul>
 *   <li>{@code ErrorInfo}: the reason, the domain, and the metadata, including {@code retryable} and {@code manifest}
 *   <li>{@code BadRequest}, when there are violations: the pointer as the field, the rule as the reason, and as the
 *       description {@code line 3, column 7: message}, prefixed with {@code warning: } for a warning, and with {@code Hint:
 *       ...} and {@code See: ...} on lines of their own
 *   <li>{@code RetryInfo}, when there is a time to wait
 *   <li>{@code QuotaFailure}, when a limit was reached: what has the limit, {@code environment:lab} or {@code
 *       namespace:science}
 *   <li>{@code RequestInfo}: the request id
 * </ul>
 */
public final class StatusWriter {
    /** The domain that defines the reasons. */
    static final String DOMAIN = "tiphys.io";

    public static final String MANIFEST = "manifest";
    public static final String RETRYABLE = "retryable";

    private StatusWriter() {}

    /** The status of a problem. Parts that exceed the trailers of a call are cut, and the metadata list them. */
    public static Status write(Problem problem, String requestId) {
        return StatusBudget.fit(problem, cut -> writeWhole(cut, requestId));
    }

    private static Status writeWhole(Problem problem, String requestId) {
        Status.Builder status = Status.newBuilder()
                .setCode(problem.reason().kind().grpcCode().number())
                .setMessage(problem.detail())
                .addDetails(Any.pack(errorInfo(problem)));
        if (!problem.violations().isEmpty()) {
            status.addDetails(Any.pack(badRequest(problem)));
        }
        problem.retryAfter().ifPresent(wait -> status.addDetails(Any.pack(retryInfo(wait))));
        if (problem.reason().kind() == ErrorKind.THROTTLED && problem.metadata().containsKey("limit")) {
            status.addDetails(Any.pack(quotaFailure(problem)));
        }
        RequestInfo request = RequestInfo.newBuilder().setRequestId(requestId).build();
        return status.addDetails(Any.pack(request)).build();
    }

    private static ErrorInfo errorInfo(Problem problem) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder()
                .setReason(problem.reason().name())
                .setDomain(DOMAIN)
                .putAllMetadata(problem.metadata())
                .putMetadata(RETRYABLE, Boolean.toString(problem.reason().retryable()));
        problem.manifest().ifPresent(yaml -> info.putMetadata(MANIFEST, yaml));
        return info.build();
    }

    private static BadRequest badRequest(Problem problem) {
        return BadRequest.newBuilder()
                .addAllFieldViolations(
                        problem.violations().stream().map(StatusWriter::field).toList())
                .build();
    }

    private static FieldViolation field(Violation violation) {
        String position =
                violation.line() == 0 ? "" : "line " + violation.line() + ", column " + violation.column() + ": ";
        String severity = violation.severity() == Violation.Severity.WARNING ? "warning: " : "";
        String hint = violation.hint().map(text -> "\nHint: " + text).orElse("");
        String link = violation.link().map(page -> "\nSee: " + page).orElse("");
        return FieldViolation.newBuilder()
                .setField(violation.pointer())
                .setReason(violation.rule())
                .setDescription(severity + position + violation.message() + hint + link)
                .build();
    }

    private static QuotaFailure quotaFailure(Problem problem) {
        String environment = problem.metadata().get("environment");
        QuotaFailure.Violation.Builder violation =
                QuotaFailure.Violation.newBuilder().setDescription(problem.detail());
        String namespace = problem.metadata().get("namespace");
        if (namespace != null) {
            violation.setSubject("namespace:" + namespace);
        } else if (environment != null) {
            violation.setSubject("environment:" + environment);
        }
        return QuotaFailure.newBuilder().addViolations(violation).build();
    }

    private static RetryInfo retryInfo(java.time.Duration wait) {
        Duration delay = Duration.newBuilder()
                .setSeconds(wait.getSeconds())
                .setNanos(wait.getNano())
                .build();
        return RetryInfo.newBuilder().setRetryDelay(delay).build();
    }
}
