package io.tiphys.client;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call failed. The same failure gives an equal exception over REST and over gRPC, except for {@link #status()}. Neither
 * the message nor any property contains a token.
 */
public final class TiphysException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    /**
     * The facts of a failure.
     *
     * @param reasonCode the reason as the gateway sent it
     * @param detail the specific problem
     * @param status the HTTP status; 0 when there was no HTTP response
     * @param retryable whether the same call may succeed later without a change, and was certainly not carried out
     * @param violations all errors of the request
     * @param metadata facts for programs, for example {@code namespace} or {@code verb}
     * @param manifest Kubernetes YAML that corrects the problem, for example the missing Role
     * @param retryAfter the time to wait before another call
     * @param instanceId the id of this occurrence in the gateway's log, for its operator; empty when it is unknown
     */
    public record Failure(
            String reasonCode,
            String detail,
            int status,
            boolean retryable,
            List<Violation> violations,
            Map<String, String> metadata,
            Optional<String> manifest,
            Optional<Duration> retryAfter,
            String instanceId) {
        public Failure {
            Objects.requireNonNull(reasonCode);
            Objects.requireNonNull(detail);
            violations = List.copyOf(violations);
            metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
            Objects.requireNonNull(manifest);
            Objects.requireNonNull(retryAfter);
            Objects.requireNonNull(instanceId);
        }

        /** A failure that the client itself found, without a response of the gateway. */
        public static Failure local(Reason reason, boolean retryable, String detail) {
            return new Failure(
                    reason.name(), detail, 0, retryable, List.of(), Map.of(), Optional.empty(), Optional.empty(), "");
        }
    }

    public TiphysException(Failure failure, @Nullable Throwable cause) {
        super(message(failure), cause);
        this.failure = failure;
    }

    /** The reason; {@link Reason#UNKNOWN} when this client does not know it. */
    public Reason reason() {
        return Reason.of(failure.reasonCode());
    }

    /** The reason as the gateway sent it, also when this client does not know it. */
    public String reasonCode() {
        return failure.reasonCode();
    }

    /** The specific problem, as a sentence. */
    public String detail() {
        return failure.detail();
    }

    /** The HTTP status; 0 over gRPC and when there was no response. */
    public int status() {
        return failure.status();
    }

    /** Whether the same call may succeed later without a change, and was certainly not carried out. */
    public boolean retryable() {
        return failure.retryable();
    }

    /** All errors of the request: errors before warnings, each in document order. */
    public List<Violation> violations() {
        return failure.violations();
    }

    /** Facts for programs, ordered by key. */
    public Map<String, String> metadata() {
        return failure.metadata();
    }

    /** Kubernetes YAML that corrects the problem, for an administrator to apply. */
    public Optional<String> manifest() {
        return failure.manifest();
    }

    /** The time to wait before another call. */
    public Optional<Duration> retryAfter() {
        return failure.retryAfter();
    }

    /** The id of this occurrence for the gateway's operator; empty when there was no response. */
    public String instanceId() {
        return failure.instanceId();
    }

    private static String message(Failure failure) {
        StringBuilder message =
                new StringBuilder(failure.reasonCode()).append(": ").append(failure.detail());
        for (Violation violation : failure.violations()) {
            message.append("\n  ")
                    .append(violation.severity() == Severity.WARNING ? "warning: " : "")
                    .append(violation.pointer());
            if (violation.line() > 0) {
                message.append(" (line ")
                        .append(violation.line())
                        .append(", column ")
                        .append(violation.column())
                        .append(')');
            }
            message.append(": ").append(violation.message());
        }
        return message.toString();
    }
}
