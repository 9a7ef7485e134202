package io.tiphys.gateway.error;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A failure as the caller may see it. Immutable. Nothing in it is secret: no token, no stack trace, no address of a
 * system behind the gateway.
 *
 * @param reason why
 * @param detail what happened in this case, in a sentence
 * @param violations everything that is wrong with the request: errors before warnings, each in the order of the document
 * @param metadata facts for programs, for example {@code namespace} or {@code verb}, ordered by key
 * @param manifest Kubernetes YAML that would mend it, for example the missing Role
 * @param retryAfter how long to wait before calling again
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

    /** A problem with a reason and a detail alone. */
    public static Problem of(ErrorReason reason, String detail) {
        return new Problem(reason, detail, List.of(), Map.of(), Optional.empty(), Optional.empty());
    }

    /** The same problem with another detail. */
    public Problem withDetail(String text) {
        return new Problem(reason, text, violations, metadata, manifest, retryAfter);
    }

    /** The same problem with these violations. */
    public Problem withViolations(List<Violation> violations) {
        return new Problem(reason, detail, violations, metadata, manifest, retryAfter);
    }

    /** The same problem with one more fact. */
    public Problem with(String key, String value) {
        var more = new TreeMap<>(metadata);
        more.put(key, value);
        return new Problem(reason, detail, violations, more, manifest, retryAfter);
    }

    /** The same problem with the YAML that would mend it. */
    public Problem withManifest(String yaml) {
        return new Problem(reason, detail, violations, metadata, Optional.of(yaml), retryAfter);
    }

    /** The same problem with a time to wait. */
    public Problem withRetryAfter(Duration wait) {
        return new Problem(reason, detail, violations, metadata, manifest, Optional.of(wait));
    }
}
