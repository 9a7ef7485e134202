package io.tiphys.gateway.access;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Objects;
import java.util.Optional;

/** Selects the service account that the gateway acts as in each namespace of one call. Thread-safe. */
@FunctionalInterface
public interface AccountSelector {
    /**
     * The account; always the same one for a namespace, so that the reviewed account is the one that is used.
     *
     * @throws io.tiphys.gateway.error.GatewayException with SERVICE_ACCOUNT_USE_DENIED when the rules of the namespace cannot be
     *     decided, CREDENTIAL_UNAVAILABLE or CREDENTIAL_FORBIDDEN when they cannot be read, or DEADLINE_EXCEEDED
     */
    Selected in(Namespace namespace);

    /** The account that a rule of this namespace has selected during the call, instead of the one for all namespaces. */
    default Optional<Selected> delegatedIn(String namespace) {
        return Optional.empty();
    }

    /**
     * A selected account.
     *
     * @param mode the credential mode with the account
     * @param namespace the namespace of the account
     * @param rule the rule that selected it; empty for the configured one
     */
    record Selected(CredentialMode mode, Namespace namespace, Optional<String> rule) {
        public Selected {
            Objects.requireNonNull(mode);
            Objects.requireNonNull(namespace);
            Objects.requireNonNull(rule);
        }
    }
}
