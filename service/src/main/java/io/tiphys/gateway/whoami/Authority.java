package io.tiphys.gateway.whoami;

import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.GatewayToken;
import io.tiphys.gateway.access.caller.HubToken;
import io.tiphys.gateway.access.caller.IssuedToken;
import io.tiphys.gateway.credentials.TokenClaims;
import java.time.Instant;
import java.util.Optional;

/**
 * Who accepts a caller's token.
 *
 * @param kind the kind of the token
 * @param issuer the issuer that the token names, or the address of the JupyterHub
 * @param expiry the end of the token; empty when it is unknown, as for the tokens of a JupyterHub
 */
record Authority(TokenKind kind, Optional<String> issuer, Optional<Instant> expiry) {
    /** The authority of a caller whom the Argo Server need not identify. */
    static Authority of(Caller caller) {
        Optional<TokenClaims> claims = TokenClaims.of(caller.token());
        Optional<GatewayToken> known = caller.gatewayToken();
        if (known.isEmpty()) {
            return new Authority(
                    TokenKind.KUBERNETES, claims.flatMap(TokenClaims::issuer), claims.flatMap(TokenClaims::expiry));
        }
        return switch (known.get()) {
            case IssuedToken issued ->
                new Authority(
                        TokenKind.OPENID_CONNECT, claims.flatMap(TokenClaims::issuer), Optional.of(issued.expiry()));
            case HubToken owned ->
                new Authority(
                        TokenKind.JUPYTERHUB, Optional.of(owned.hub().api().toString()), Optional.empty());
        };
    }
}
