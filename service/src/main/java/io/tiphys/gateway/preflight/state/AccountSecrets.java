package io.tiphys.gateway.preflight.state;

import java.util.Objects;
import java.util.Set;

/**
 * The names of the secrets of a service account.
 *
 * @param pull the image pull secrets that the account adds to its pods
 * @param token the secret that Argo mounts when Argo needs the account's token; the secret need not exist
 */
public record AccountSecrets(Set<String> pull, String token) {
    public AccountSecrets {
        pull = Set.copyOf(pull);
        Objects.requireNonNull(token);
    }
}
