package io.tiphys.gateway.credentials;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.concurrent.SingleFlightCache;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.ServiceAccountSecrets.SecretView;
import io.tiphys.gateway.credentials.ServiceAccountSecrets.ServiceAccountView;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the token in the secret of a service account, in Argo's lookup order (argo-workflows v4.0.5,
 * {@code server/auth/serviceaccount} and {@code util/secrets}), and then among the secrets annotated with the account. A
 * secret annotated with another account is always skipped. A token is cached for ten seconds at most, and dropped when Argo
 * refuses it, so that a rotated secret is noticed. Thread-safe.
 */
@Singleton
public final class ServiceAccountSecretResolver implements CredentialResolver<ServiceAccountSecret> {
    /** Names the secret to use (Argo's own annotation). */
    static final String ARGO_SECRET_ANNOTATION = "workflows.argoproj.io/service-account-token.name";

    /** Names the account of a token secret (Kubernetes). */
    static final String ACCOUNT_ANNOTATION = "kubernetes.io/service-account.name";

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final ServiceAccountSecrets secrets;
    private final SingleFlightCache<Key, BearerToken> tokens;

    private record Key(String environment, String namespace, String account) {}

    public ServiceAccountSecretResolver(ServiceAccountSecrets secrets, Ticker ticker) {
        this.secrets = secrets;
        this.tokens = new SingleFlightCache<>(token -> KEPT, ticker);
    }

    @Override
    public BearerToken resolve(CredentialRequest request, ServiceAccountSecret mode) {
        Key key = key(request, mode);
        return tokens.get(key, () -> find(key), request.deadline());
    }

    @Override
    public boolean refused(CredentialRequest request, ServiceAccountSecret mode, BearerToken token) {
        tokens.drop(key(request, mode), token);
        return true;
    }

    private static Key key(CredentialRequest request, ServiceAccountSecret mode) {
        return new Key(request.environment(), request.namespace(), mode.account());
    }

    private BearerToken find(Key key) {
        ServiceAccountView account = secrets.serviceAccount(key.environment(), key.namespace(), key.account())
                .orElseThrow(() -> CredentialProblems.accountNotFound(key.namespace(), key.account()));
        return candidates(account, key.account())
                .map(name -> secrets.secret(key.environment(), key.namespace(), name))
                .flatMap(Optional::stream)
                .filter(secret -> key.account().equals(owner(secret).orElse(key.account())))
                .map(SecretView::token)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> annotated(key))
                .orElseThrow(() -> secretNotFound(key));
    }

    private static Stream<String> candidates(ServiceAccountView account, String name) {
        return Stream.of(
                        account.secretNames().stream().findFirst(),
                        Optional.ofNullable(account.annotations().get(ARGO_SECRET_ANNOTATION)),
                        Optional.of(name + ".service-account-token"))
                .flatMap(Optional::stream)
                .distinct();
    }

    private Optional<BearerToken> annotated(Key key) {
        return secrets.tokenSecrets(key.environment(), key.namespace()).stream()
                .filter(secret -> owner(secret).equals(Optional.of(key.account())))
                .map(SecretView::token)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The account of a secret, by its annotation: only this account's permissions were reviewed. */
    private static Optional<String> owner(SecretView secret) {
        return Optional.ofNullable(secret.annotations().get(ACCOUNT_ANNOTATION));
    }

    private static GatewayException secretNotFound(Key key) {
        String yaml = """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: "%2$s.service-account-token"
                  namespace: "%1$s"
                  annotations:
                    kubernetes.io/service-account.name: "%2$s"
                type: kubernetes.io/service-account-token
                """.formatted(key.namespace(), key.account());
        return new GatewayException(Problem.of(
                        ErrorReason.SERVICE_ACCOUNT_SECRET_NOT_FOUND,
                        "Service account '" + key.account() + "' in namespace '" + key.namespace()
                                + "' has no secret with a token. Kubernetes stopped making these secrets in version 1.24:"
                                + " apply the manifest of this response to create one, or, preferably, let the environment use"
                                + " credentials.mode token-request, which needs none.")
                .with("namespace", key.namespace())
                .with("serviceAccount", key.account())
                .withManifest(yaml));
    }
}
