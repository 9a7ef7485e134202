package io.tiphys.gateway.credentials;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How the gateway gets the token that it shows to the Argo Server. One resolver class per mode. */
public sealed interface CredentialMode {
    /** The name in configuration and answers. */
    String wireName();

    /** The service account whose rights the gateway acts with; empty where it acts with none. */
    Optional<String> serviceAccount();

    /**
     * Whether the gateway acts with rights that are not the caller's. The caller's own rights are then reviewed for the
     * same thing, and the caller must be allowed to use those rights.
     */
    boolean usesServiceAccount();

    /**
     * The caller's own token goes through, or one that the operator configured.
     *
     * @param tokenFile a file that holds the token to use for everybody; read again when it changes
     */
    record DirectToken(Optional<Path> tokenFile) implements CredentialMode {
        public DirectToken {
            Objects.requireNonNull(tokenFile);
        }

        @Override
        public String wireName() {
            return "direct";
        }

        @Override
        public Optional<String> serviceAccount() {
            return Optional.empty();
        }

        @Override
        public boolean usesServiceAccount() {
            return tokenFile.isPresent();
        }
    }

    /**
     * The token in the secret of a service account of the workflow's namespace.
     *
     * @param account the service account's name
     */
    record ServiceAccountSecret(String account) implements CredentialMode {
        public ServiceAccountSecret {
            Objects.requireNonNull(account);
        }

        @Override
        public String wireName() {
            return "service-account-secret";
        }

        @Override
        public Optional<String> serviceAccount() {
            return Optional.of(account);
        }

        @Override
        public boolean usesServiceAccount() {
            return true;
        }
    }

    /**
     * A short-lived token from the TokenRequest API (Kubernetes 1.22 and later).
     *
     * @param account the service account's name, in the workflow's namespace
     * @param audiences whom the token is for; empty for the API server itself, which is what the Argo Server needs in
     *     its auth mode {@code client}
     * @param lifetime how long it is to live; Kubernetes refuses less than ten minutes
     */
    record TokenRequest(String account, List<String> audiences, Duration lifetime) implements CredentialMode {
        public TokenRequest {
            Objects.requireNonNull(account);
            audiences = List.copyOf(audiences);
            Objects.requireNonNull(lifetime);
        }

        @Override
        public String wireName() {
            return "token-request";
        }

        @Override
        public Optional<String> serviceAccount() {
            return Optional.of(account);
        }

        @Override
        public boolean usesServiceAccount() {
            return true;
        }
    }
}
