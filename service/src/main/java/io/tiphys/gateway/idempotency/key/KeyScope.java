package io.tiphys.gateway.idempotency.key;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.digest.Sha256;
import java.util.Objects;

/**
 * The scope of a key. The same key of another caller, or in another environment or namespace, is another key.
 *
 * @param caller the caller: the same text at every gateway, for as long as the caller is the same
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

    /** The digest of a key in this scope. */
    public KeyDigest digest(IdempotencyKey key) {
        return new KeyDigest(
                Sha256.ofSequence("tiphys idempotency key 1", caller, environment, namespace, key.value()));
    }
}
