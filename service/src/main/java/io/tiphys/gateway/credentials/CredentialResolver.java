package io.tiphys.gateway.credentials;

/**
 * Gets the token for one mode. Implementations are thread-safe.
 *
 * @param <M> the mode
 */
public interface CredentialResolver<M extends CredentialMode> {
    /**
     * The token to show to the Argo Server; never one that is known to be expired.
     *
     * @throws io.tiphys.gateway.error.GatewayException with the reason why there is none
     */
    BearerToken resolve(CredentialRequest request, M mode);

    /**
     * The Argo Server refused this token: forget it, so that {@link #resolve} looks for another one.
     *
     * @return whether there can be another one
     */
    boolean refused(CredentialRequest request, M mode, BearerToken token);
}
