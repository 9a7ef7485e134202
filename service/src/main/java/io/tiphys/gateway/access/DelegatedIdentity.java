package io.tiphys.gateway.access;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.CallerAuthenticator;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.credentials.CredentialProblems;
import io.tiphys.gateway.credentials.DirectTokenResolver;
import io.tiphys.gateway.credentials.ServiceAccountSecrets;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Determines the delegated identity of an environment, so that its permissions can be reviewed like the caller's.
 * Thread-safe.
 */
@Singleton
public final class DelegatedIdentity {
    private final DirectTokenResolver configuredTokens;
    private final CallerAuthenticator reviews;
    private final ServiceAccountSecrets accounts;

    public DelegatedIdentity(
            DirectTokenResolver configuredTokens, CallerAuthenticator reviews, ServiceAccountSecrets accounts) {
        this.configuredTokens = configuredTokens;
        this.reviews = reviews;
        this.accounts = accounts;
    }

    /**
     * The delegated identity in this namespace. Empty when there is none, and for a configured Argo single sign-on token,
     * whose permissions only Argo knows.
     *
     * @throws GatewayException with CREDENTIAL_UNAVAILABLE or CREDENTIAL_REFUSED for a configured token that cannot be read
     *     or that Kubernetes does not accept, KUBERNETES_UNAVAILABLE or DEADLINE_EXCEEDED
     */
    Optional<KubernetesIdentity> of(CallContext callContext, Namespace namespace) {
        AccountSelector.Selected selected = callContext.accounts().in(namespace);
        String home = selected.namespace().value();
        return switch (selected.mode()) {
            case DirectToken(var tokenFile) -> tokenFile.flatMap(file -> ofTokenFile(callContext, file));
            case ServiceAccountSecret(var account) -> Optional.of(KubernetesIdentity.serviceAccount(home, account));
            case TokenRequest(var account, var audiences, var lifetime) ->
                Optional.of(KubernetesIdentity.serviceAccount(home, account));
        };
    }

    /**
     * Whether the account of mode service-account-secret is missing; then a missing permission is not the cause. Empty when
     * the account exists, when the gateway may not read it, and in the other modes, in which the gateway reads no accounts.
     *
     * @return SERVICE_ACCOUNT_NOT_FOUND with the manifest of the account
     */
    Optional<GatewayException> missingAccount(CallContext callContext, Namespace namespace) {
        if (!(callContext.environment().credentialMode() instanceof ServiceAccountSecret(var account))) {
            return Optional.empty();
        }
        try {
            boolean exists = accounts.serviceAccount(callContext.environment().name(), namespace.value(), account)
                    .isPresent();
            return exists
                    ? Optional.empty()
                    : Optional.of(CredentialProblems.accountNotFound(namespace.value(), account));
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    private Optional<KubernetesIdentity> ofTokenFile(CallContext callContext, Path tokenFile) {
        BearerToken token =
                configuredTokens.read(tokenFile, callContext.environment().name());
        if (token.isArgoSingleSignOn()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reviews.identity(callContext.environment(), token, callContext.deadline()));
        } catch (GatewayException e) {
            throw e.problem().reason().kind() == ErrorKind.UNAUTHENTICATED ? refused(e) : e;
        }
    }

    /** The caller's token is valid; the operator's configured token is not. */
    private static GatewayException refused(GatewayException cause) {
        return new GatewayException(
                Problem.of(
                        ErrorReason.CREDENTIAL_REFUSED,
                        "Kubernetes does not accept the token that the operator configured for this environment."),
                cause);
    }
}
