package io.tiphys.gateway.credentials;

/**
 * The Argo Server answered 401 to the token that it was shown, so it did nothing. Thrown by the adapters and caught by
 * {@link CredentialedCalls}; it never reaches a door.
 */
public final class CredentialRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CredentialRefusedException(String message) {
        super(message);
    }
}
