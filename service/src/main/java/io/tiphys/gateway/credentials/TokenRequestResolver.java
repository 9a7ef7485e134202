package io.tiphys.gateway.credentials;

import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.credentials.TokenMinter.AccountKey;
import jakarta.inject.Singleton;

/** Requests short-lived tokens from the TokenRequest API and caches each until its renewal. */
@Singleton
public final class TokenRequestResolver implements CredentialResolver<TokenRequest> {
    private final MintedTokens tokens;

    public TokenRequestResolver(MintedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public BearerToken resolve(CredentialRequest request, TokenRequest mode) {
        return tokens.get(key(request, mode), mode.lifetime(), request.deadline());
    }

    @Override
    public boolean refused(CredentialRequest request, TokenRequest mode, BearerToken token) {
        return tokens.drop(key(request, mode), token);
    }

    private static MintedTokens.Key key(CredentialRequest request, TokenRequest mode) {
        return new MintedTokens.Key(
                request.environment(), new AccountKey(request.namespace(), mode.account(), mode.audiences()));
    }
}
