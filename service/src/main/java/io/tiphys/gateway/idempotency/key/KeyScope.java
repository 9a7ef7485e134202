package io.tiphys.gateway.idempotency.key;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Objects;

/**
 * Within what a key means one call. Another caller's key, or the same key elsewhere, is another key.
 *
 * @param caller who calls: the same text at every gateway, for as long as the caller is the same
 * @param environment the environment of submission
 * @param namespace the workflow's namespace
 */
public record KeyScope(String caller, String environment, String namespace) {
    public KeyScope {
        Objects.requireNonNull(caller);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(namespace);
    }

    /** The scope of a call's keys. */
    public static KeyScope of(CallContext context, Namespace namespace) {
        return new KeyScope(context.caller().lastingKey(), context.environment().name(), namespace.value());
    }

    /** What stands for a key of this scope in public. */
    public KeyDigest digest(IdempotencyKey key) {
        return new KeyDigest(Sha256.of("tiphys idempotency key 1", caller, environment, namespace, key.value()));
    }
}
