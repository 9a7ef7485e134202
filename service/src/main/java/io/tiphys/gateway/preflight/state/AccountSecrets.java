package io.tiphys.gateway.preflight.state;

import java.util.Objects;
import java.util.Set;

/**
 * The names of the secrets that belong to a service account.
 *
 * @param pull the image pull secrets that it gives its pods
 * @param token the secret that Argo mounts where it needs the account's token; it need not exist
 */
public record AccountSecrets(Set<String> pull, String token) {
    public AccountSecrets {
        pull = Set.copyOf(pull);
        Objects.requireNonNull(token);
    }
}
