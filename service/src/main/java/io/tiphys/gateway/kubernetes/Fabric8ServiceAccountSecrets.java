package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.ServiceAccountSecrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads service accounts and their secrets under the gateway's own account. */
@Singleton
final class Fabric8ServiceAccountSecrets implements ServiceAccountSecrets {
    private static final String TOKEN_TYPE = "kubernetes.io/service-account-token";

    private final Clusters clusters;

    Fabric8ServiceAccountSecrets(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Optional<ServiceAccountView> serviceAccount(String environment, String namespace, String name) {
        String right = "get serviceaccount '" + name + "' in namespace '" + namespace + "'";
        ServiceAccount account = KubernetesFailures.credential(
                right,
                () -> client(environment)
                        .serviceAccounts()
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
        return Optional.ofNullable(account).map(Fabric8ServiceAccountSecrets::view);
    }

    @Override
    public Optional<SecretView> secret(String environment, String namespace, String name) {
        String right = "get secrets in namespace '" + namespace + "'";
        Secret secret = KubernetesFailures.credential(
                right,
                () -> client(environment)
                        .secrets()
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
        return Optional.ofNullable(secret).map(Fabric8ServiceAccountSecrets::view);
    }

    @Override
    public List<SecretView> tokenSecrets(String environment, String namespace) {
        List<Secret> secrets = KubernetesFailures.credential(
                "list secrets in namespace '" + namespace + "'",
                () -> client(environment)
                        .secrets()
                        .inNamespace(namespace)
                        .withField("type", TOKEN_TYPE)
                        .list()
                        .getItems());
        return secrets.stream()
                .map(Fabric8ServiceAccountSecrets::view)
                .sorted(Comparator.comparing(SecretView::name))
                .toList();
    }

    private KubernetesClient client(String environment) {
        return clusters.of(environment).client();
    }

    private static ServiceAccountView view(ServiceAccount account) {
        return new ServiceAccountView(
                account.getSecrets().stream()
                        .map(ObjectReference::getName)
                        .filter(Objects::nonNull)
                        .toList(),
                annotations(account.getMetadata().getAnnotations()));
    }

    private static SecretView view(Secret secret) {
        return new SecretView(
                secret.getMetadata().getName(),
                annotations(secret.getMetadata().getAnnotations()),
                Optional.ofNullable(secret.getData())
                        .map(data -> data.get("token"))
                        .flatMap(Fabric8ServiceAccountSecrets::token));
    }

    /** What somebody put there by hand may be anything; what cannot be a token is as good as none. */
    private static Optional<BearerToken> token(String encoded) {
        try {
            return Optional.of(
                    BearerToken.of(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> annotations(@Nullable Map<String, String> annotations) {
        return annotations == null ? Map.of() : annotations;
    }
}
