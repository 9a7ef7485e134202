package io.tiphys.gateway.credentials;

/**
 * The Argo Server answered 401 to a token, so it did nothing. Adapters throw this exception, and {@link CredentialedCalls}
 * catches it; it never reaches an API.
 */
public final class CredentialRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CredentialRefusedException(String message) {
        super(message);
    }
}
