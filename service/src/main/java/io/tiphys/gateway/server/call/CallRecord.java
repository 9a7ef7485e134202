package io.tiphys.gateway.server.call;

import java.time.Duration;
import java.util.Objects;

/**
 * A call that has ended, as the operator sees it. Nothing in it is secret: no token, no parameter, no part of a body. A text
 * is empty where it is not known.
 *
 * @param api the API that was called
 * @param operation the operation's id in openapi.yaml, for example {@code submitWorkflow}, of the Argo API the name of its
 *     remote procedure; {@code unknown} when the call named none that there is
 * @param requestId the call's id
 * @param caller who called, once that is known
 * @param environment the environment's name, once the caller is known there; a name that a stranger sent is not taken over
 * @param namespace the namespace that the call named
 * @param workflow the name of the workflow, or of whatever else the call is about; of a workflow that is to be created the name
 *     that it got, or what its document says: its name, or its {@code generateName} with an asterisk behind
 * @param outcome {@link #OK}, the name of the reason why the call failed, or the name of a gRPC status where an upstream said so
 * @param duration from the head of the request to the end of the answer
 */
public record CallRecord(
        ApiKind api,
        String operation,
        String requestId,
        String caller,
        String environment,
        String namespace,
        String workflow,
        String outcome,
        Duration duration) {
    /** The outcome of a call that did not fail. */
    public static final String OK = "OK";

    /** The operation of a call that named none that there is. */
    public static final String UNKNOWN_OPERATION = "unknown";

    public CallRecord {
        Objects.requireNonNull(api);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(requestId);
        Objects.requireNonNull(caller);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(workflow);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(duration);
    }
}
