package io.tiphys.gateway.credentials;

/**
 * Resolves the token for one mode. Implementations are thread-safe.
 *
 * @param <M> the mode
 */
public interface CredentialResolver<M extends CredentialMode> {
    /**
     * The token for the Argo Server; never a token that is known to be expired.
     *
     * @throws io.tiphys.gateway.error.GatewayException with the reason why there is none
     */
    BearerToken resolve(CredentialRequest request, M mode);

    /**
     * Drops a token that the Argo Server refused, so that {@link #resolve} returns another one.
     *
     * @return whether another token is possible
     */
    boolean refused(CredentialRequest request, M mode, BearerToken token);
}
