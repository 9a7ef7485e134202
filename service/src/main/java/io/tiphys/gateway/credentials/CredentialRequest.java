package io.tiphys.gateway.credentials;

import io.tiphys.gateway.concurrent.Deadline;
import java.util.Objects;
import java.util.Optional;

/**
 * A request for a credential.
 *
 * @param environment the name of the environment of submission
 * @param namespace the namespace of the workflow and of the mode's service account
 * @param mode the credential mode of the environment
 * @param callerToken the caller's token; empty if it must not be forwarded
 * @param deadline the deadline of the call
 */
public record CredentialRequest(
        String environment,
        String namespace,
        CredentialMode mode,
        Optional<BearerToken> callerToken,
        Deadline deadline) {
    public CredentialRequest {
        Objects.requireNonNull(environment);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(callerToken);
        Objects.requireNonNull(deadline);
    }
}
