package io.tiphys.gateway.credentials;

import io.tiphys.gateway.concurrent.Deadline;
import java.util.Objects;

/**
 * What a credential is needed for.
 *
 * @param environment the name of the environment of submission
 * @param namespace the namespace of the workflow, in which the mode's service account lives
 * @param mode how the environment gets its credentials
 * @param callerToken the token that the caller showed
 * @param deadline when the call has to end
 */
public record CredentialRequest(
        String environment, String namespace, CredentialMode mode, BearerToken callerToken, Deadline deadline) {
    public CredentialRequest {
        Objects.requireNonNull(environment);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(callerToken);
        Objects.requireNonNull(deadline);
    }
}
