package io.tiphys.gateway.credentials;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The source of the gateway's token for the Argo Server. One resolver class per mode. */
public sealed interface CredentialMode {
    /** The name in configuration and responses. */
    String wireName();

    /** The service account whose permissions the gateway uses; empty when it uses none. */
    Optional<String> serviceAccount();

    /**
     * Whether the gateway uses permissions other than the caller's. Then the caller's own permissions are reviewed for the
     * same call, and the caller must be allowed to use the account.
     */
    boolean usesServiceAccount();

    /** The same mode with another service account; a mode without an account stays as it is. */
    CredentialMode actingAs(String account);

    /**
     * The gateway forwards the caller's own token, or one that the operator configured.
     *
     * @param tokenFile a file with one token for all callers; read again after a change
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

        @Override
        public DirectToken actingAs(String account) {
            return this;
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

        @Override
        public ServiceAccountSecret actingAs(String other) {
            return new ServiceAccountSecret(other);
        }
    }

    /**
     * A short-lived token from the TokenRequest API (Kubernetes 1.22 and later).
     *
     * @param account the service account's name, in the workflow's namespace
     * @param audiences the audiences of the token; empty for the API server itself, which the Argo Server needs in its auth
     *     mode {@code client}
     * @param lifetime the lifetime; Kubernetes refuses less than ten minutes
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

        @Override
        public TokenRequest actingAs(String other) {
            return new TokenRequest(other, audiences, lifetime);
        }
    }
}
