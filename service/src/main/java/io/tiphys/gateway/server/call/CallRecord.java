package io.tiphys.gateway.server.call;

import java.time.Duration;
import java.util.Objects;

/**
 * A call that has ended, as the operator sees it. A record contains no secrets: no token, no parameter, no part of a body.
 * An unknown text is empty.
 *
 * @param api the API that was called
 * @param operation the operation's id in openapi.yaml, for example {@code submitWorkflow}; for the Argo API the name of the
 *     remote procedure; {@code unknown} when the call named no existing operation
 * @param requestId the call's id
 * @param traceId the id of the call's trace; empty without a trace
 * @param caller the caller's name, once authenticated
 * @param environment the environment's name, once the caller is authenticated there; a name that an anonymous caller sent is
 *     not recorded
 * @param account the service account that the environment acts as for the caller
 * @param accountRule the id of the rule that selected the account; empty for the configured account
 * @param namespace the namespace that the call named
 * @param workflow the name of the workflow or other object of the call. For a workflow to create: the name that it got, or
 *     the one in its document: its name, or its {@code generateName} followed by an asterisk
 * @param outcome {@link #OK}, the name of the failure's reason, or the name of a gRPC status from an upstream
 * @param duration from the head of the request to the end of the response
 */
public record CallRecord(
        ApiKind api,
        String operation,
        String requestId,
        String traceId,
        String caller,
        String environment,
        String account,
        String accountRule,
        String namespace,
        String workflow,
        String outcome,
        Duration duration) {
    /** The outcome of a call that did not fail. */
    public static final String OK = "OK";

    /** The operation of a call that named no existing operation. */
    public static final String UNKNOWN_OPERATION = "unknown";

    public CallRecord {
        Objects.requireNonNull(api);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(requestId);
        Objects.requireNonNull(traceId);
        Objects.requireNonNull(caller);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(account);
        Objects.requireNonNull(accountRule);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(workflow);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(duration);
    }
}
