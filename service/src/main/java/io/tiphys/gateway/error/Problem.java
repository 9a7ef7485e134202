package io.tiphys.gateway.error;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A failure as the caller may see it. Immutable. A problem contains no secret: no token, no stack trace, no address of an
 * upstream system.
 *
 * @param reason the reason
 * @param detail the specific problem, as a sentence
 * @param violations all errors of the request: errors before warnings, each in document order
 * @param metadata facts for programs, for example {@code namespace} or {@code verb}, ordered by key
 * @param manifest Kubernetes YAML that corrects the problem, for example the missing Role
 * @param retryAfter the time to wait before another call
 */
public record Problem(
        ErrorReason reason,
        String detail,
        List<Violation> violations,
        Map<String, String> metadata,
        Optional<String> manifest,
        Optional<Duration> retryAfter) {
    public Problem {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(detail);
        violations = List.copyOf(violations);
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        Objects.requireNonNull(manifest);
        Objects.requireNonNull(retryAfter);
    }

    /** A problem with a reason and a detail only. */
    public static Problem of(ErrorReason reason, String detail) {
        return new Problem(reason, detail, List.of(), Map.of(), Optional.empty(), Optional.empty());
    }

    /** A copy with another detail. */
    public Problem withDetail(String text) {
        return new Problem(reason, text, violations, metadata, manifest, retryAfter);
    }

    /** A copy with these violations. */
    public Problem withViolations(List<Violation> violations) {
        return new Problem(reason, detail, violations, metadata, manifest, retryAfter);
    }

    /** A copy with one more fact. */
    public Problem with(String key, String value) {
        var more = new TreeMap<>(metadata);
        more.put(key, value);
        return new Problem(reason, detail, violations, more, manifest, retryAfter);
    }

    /** A copy with the YAML that corrects the problem. */
    public Problem withManifest(String yaml) {
        return new Problem(reason, detail, violations, metadata, Optional.of(yaml), retryAfter);
    }

    /** A copy with a time to wait. */
    public Problem withRetryAfter(Duration wait) {
        return new Problem(reason, detail, violations, metadata, manifest, Optional.of(wait));
    }
}
