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
 * A call did not do what it was to do. The same failure gives an equal exception over REST and over gRPC, save for {@link
 * #status()}. Neither the message nor anything else in it holds a token.
 */
public final class TiphysException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    /**
     * What is known of a failure.
     *
     * @param reasonCode the reason as the gateway sent it
     * @param detail what happened in this case
     * @param status the HTTP status; 0 when there was no HTTP answer
     * @param retryable whether the same call may work later without a change, and surely was not carried out
     * @param violations everything that is wrong with the request
     * @param metadata facts for programs, for example {@code namespace} or {@code verb}
     * @param manifest Kubernetes YAML that would mend it, for example the missing Role
     * @param retryAfter how long to wait before calling again
     * @param instanceId by which the gateway's operator finds this occurrence in the log; empty when it is not known
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

        /** A failure that a client itself found, without an answer of the gateway. */
        public static Failure local(Reason reason, boolean retryable, String detail) {
            return new Failure(
                    reason.name(), detail, 0, retryable, List.of(), Map.of(), Optional.empty(), Optional.empty(), "");
        }
    }

    /** An exception for a failure. */
    public TiphysException(Failure failure, @Nullable Throwable cause) {
        super(message(failure), cause);
        this.failure = failure;
    }

    /** The reason; {@link Reason#UNKNOWN} when this client is too old to know it. */
    public Reason reason() {
        return Reason.of(failure.reasonCode());
    }

    /** The reason as the gateway sent it, also when this client does not know it. */
    public String reasonCode() {
        return failure.reasonCode();
    }

    /** What happened in this case, in a sentence. */
    public String detail() {
        return failure.detail();
    }

    /** The HTTP status; 0 over gRPC and when there was no answer. */
    public int status() {
        return failure.status();
    }

    /** Whether the same call may work later without a change, and surely was not carried out. */
    public boolean retryable() {
        return failure.retryable();
    }

    /** Everything that is wrong with the request: errors before warnings, each in the order of the document. */
    public List<Violation> violations() {
        return failure.violations();
    }

    /** Facts for programs, ordered by key. */
    public Map<String, String> metadata() {
        return failure.metadata();
    }

    /** Kubernetes YAML that would mend it, for an administrator to apply. */
    public Optional<String> manifest() {
        return failure.manifest();
    }

    /** How long to wait before calling again. */
    public Optional<Duration> retryAfter() {
        return failure.retryAfter();
    }

    /** By which the gateway's operator finds this occurrence; empty when there was no answer. */
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
