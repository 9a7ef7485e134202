package io.tiphys.gateway.observability;

import java.time.Duration;
import java.util.Objects;

/**
 * A call that has ended, as the operator sees it. Nothing in it is secret: no token, no parameter, no part of a body. A text
 * is empty where it is not known.
 *
 * @param door by which door it came in
 * @param operation the operation's id in openapi.yaml, for example {@code submitWorkflow}; {@code unknown} when the call
 *     named none that there is
 * @param requestId the call's id
 * @param caller who called, once that is known
 * @param environment the environment's name, once the caller was let in; a name that a stranger sent is not taken over
 * @param namespace the namespace that the call named
 * @param outcome {@link #OK}, or the name of the reason why it failed
 * @param duration from the first line of the request to the end of the answer
 */
public record CallRecord(
        ApiKind door,
        String operation,
        String requestId,
        String caller,
        String environment,
        String namespace,
        String outcome,
        Duration duration) {
    /** The outcome of a call that did not fail. */
    public static final String OK = "OK";

    /** The operation of a call that named none that there is. */
    public static final String UNKNOWN_OPERATION = "unknown";

    public CallRecord {
        Objects.requireNonNull(door);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(requestId);
        Objects.requireNonNull(caller);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(duration);
    }
}
