package io.tiphys.gateway.credentials;

import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.util.function.Function;

/**
 * Calls the Argo Server with the credential of an environment. A refused token (401) is dropped, and the call is repeated
 * once if there is another token. The repetition is safe for every call, because a server that did not authenticate the
 * caller has done nothing. Thread-safe.
 */
@Singleton
public final class CredentialedCalls {
    private final DirectTokenResolver direct;
    private final ServiceAccountSecretResolver secrets;
    private final TokenRequestResolver tokenRequests;

    public CredentialedCalls(
            DirectTokenResolver direct, ServiceAccountSecretResolver secrets, TokenRequestResolver tokenRequests) {
        this.direct = direct;
        this.secrets = secrets;
        this.tokenRequests = tokenRequests;
    }

    /**
     * Makes the call with a credential.
     *
     * @throws GatewayException with TOKEN_REFUSED_BY_ARGO when the caller's own token was refused, CREDENTIAL_REFUSED when
     *     the gateway's was refused, DEADLINE_EXCEEDED when no time was left to send anything, or with the reason why no
     *     credential is available
     */
    public <T> T call(CredentialRequest request, Function<BearerToken, T> upstream) {
        return switch (request.mode()) {
            case DirectToken mode -> call(request, mode, direct, upstream);
            case ServiceAccountSecret mode -> call(request, mode, secrets, upstream);
            case TokenRequest mode -> call(request, mode, tokenRequests, upstream);
        };
    }

    private static <M extends CredentialMode, T> T call(
            CredentialRequest request, M mode, CredentialResolver<M> resolver, Function<BearerToken, T> upstream) {
        BearerToken token = resolver.resolve(request, mode);
        try {
            return inTime(request, token, upstream);
        } catch (CredentialRefusedException refused) {
            BearerToken another = another(request, mode, resolver, token, refused);
            try {
                return inTime(request, another, upstream);
            } catch (CredentialRefusedException refusedAgain) {
                throw refusal(mode, refusedAgain);
            }
        }
    }

    /** A call whose deadline passed before sending has certainly done nothing, unlike a call with a lost response. */
    private static <T> T inTime(CredentialRequest request, BearerToken token, Function<BearerToken, T> upstream) {
        request.deadline().check();
        return upstream.apply(token);
    }

    private static <M extends CredentialMode> BearerToken another(
            CredentialRequest request,
            M mode,
            CredentialResolver<M> resolver,
            BearerToken token,
            CredentialRefusedException refused) {
        if (!resolver.refused(request, mode, token)) {
            throw refusal(mode, refused);
        }
        BearerToken another = resolver.resolve(request, mode);
        if (another.equals(token)) {
            throw refusal(mode, refused);
        }
        return another;
    }

    private static GatewayException refusal(CredentialMode mode, CredentialRefusedException cause) {
        return mode.usesServiceAccount()
                ? new GatewayException(
                        Problem.of(
                                ErrorReason.CREDENTIAL_REFUSED,
                                "The Argo Server does not accept the credential of mode '" + mode.wireName() + "'."),
                        cause)
                : new GatewayException(
                        Problem.of(
                                ErrorReason.TOKEN_REFUSED_BY_ARGO,
                                "The Argo Server does not accept the token of this call. In this environment the Argo Server verifies tokens."),
                        cause);
    }
}
