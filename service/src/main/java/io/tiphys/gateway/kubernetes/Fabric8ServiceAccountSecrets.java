package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.ServiceAccountSecrets;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import io.tiphys.gateway.kubernetes.cluster.KubernetesFailures;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads service accounts and their secrets under the gateway's own account. */
@Singleton
final class Fabric8ServiceAccountSecrets implements ServiceAccountSecrets {
    private static final String TOKEN_TYPE = "kubernetes.io/service-account-token";

    /** An RFC 1123 subdomain, as the name of every secret is. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]++(?:-++[a-z0-9]++)*+(?:\\.[a-z0-9]++(?:-++[a-z0-9]++)*+)*+");

    private final Clusters clusters;

    Fabric8ServiceAccountSecrets(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Optional<ServiceAccountView> serviceAccount(String environment, String namespace, String name) {
        ServiceAccount account = read(
                environment,
                "get serviceaccount '" + name + "' in namespace '" + namespace + "'",
                client -> client.serviceAccounts()
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
        return Optional.ofNullable(account).map(Fabric8ServiceAccountSecrets::view);
    }

    /** Every editor of a service account can write this name; an invalid name must not become part of a URL. */
    @Override
    public Optional<SecretView> secret(String environment, String namespace, String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Secret secret = read(
                environment,
                "get secrets in namespace '" + namespace + "'",
                client -> client.secrets().inNamespace(namespace).withName(name).get());
        return Optional.ofNullable(secret).map(Fabric8ServiceAccountSecrets::view);
    }

    @Override
    public List<SecretView> tokenSecrets(String environment, String namespace) {
        List<Secret> secrets = read(
                environment,
                "list secrets in namespace '" + namespace + "'",
                client -> client.secrets()
                        .inNamespace(namespace)
                        .withField("type", TOKEN_TYPE)
                        .list()
                        .getItems());
        return secrets.stream()
                .map(Fabric8ServiceAccountSecrets::view)
                .sorted(Comparator.comparing(SecretView::name))
                .toList();
    }

    private <T> T read(String environment, String right, Function<KubernetesClient, T> question) {
        try {
            return clusters.of(environment).ask("read " + right, question);
        } catch (KubernetesClientException e) {
            throw KubernetesFailures.credential(right, "service-account-secret.yaml", e);
        }
    }

    private static ServiceAccountView view(ServiceAccount account) {
        return new ServiceAccountView(
                account.getSecrets().stream()
                        .map(ObjectReference::getName)
                        .filter(Objects::nonNull)
                        .toList(),
                annotations(account.getMetadata().getAnnotations()));
    }

    static SecretView view(Secret secret) {
        return new SecretView(
                secret.getMetadata().getName(),
                annotations(secret.getMetadata().getAnnotations()),
                Optional.ofNullable(secret.getData())
                        .map(data -> data.get("token"))
                        .flatMap(Fabric8ServiceAccountSecrets::token));
    }

    /** A manually created secret may contain anything; a value that cannot be a token counts as none. */
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
