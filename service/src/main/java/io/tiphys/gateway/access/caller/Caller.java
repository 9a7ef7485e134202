package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.credentials.BearerToken;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A caller.
 *
 * @param identity the identity from Kubernetes, or an identity that only Argo can determine
 * @param token the caller's token
 * @param gatewayToken what is known of a token of an OpenID Connect issuer or a JupyterHub; empty for the token of a cluster
 *     or of Argo
 */
public record Caller(Identity identity, BearerToken token, Optional<GatewayToken> gatewayToken) {
    public Caller {
        Objects.requireNonNull(identity);
        Objects.requireNonNull(token);
        Objects.requireNonNull(gatewayToken);
    }

    /** A caller with a token of a cluster or of Argo. */
    public Caller(Identity identity, BearerToken token) {
        this(identity, token, Optional.empty());
    }

    /**
     * The token for the environment's cluster and Argo Server. The token of an OpenID Connect issuer or a JupyterHub is for
     * the gateway alone, so there is none.
     */
    public Optional<BearerToken> upstreamToken() {
        return gatewayToken.isPresent() ? Optional.empty() : Optional.of(token);
    }

    /** The verified claims of a token of an OpenID Connect issuer; empty for every other token. */
    public Optional<IssuedToken> issued() {
        return gatewayToken.filter(IssuedToken.class::isInstance).map(IssuedToken.class::cast);
    }

    /** The name for logs and responses. */
    public String displayName() {
        return switch (identity) {
            case KubernetesIdentity kubernetes -> kubernetes.user();
            case ArgoIdentity argo -> "Argo single sign-on";
        };
    }

    /** The key that distinguishes callers in shared resources. Not for logs or responses. */
    public String key() {
        return switch (identity) {
            case KubernetesIdentity kubernetes -> "user " + kubernetes.user();
            case ArgoIdentity argo -> "token " + argo.tokenFingerprint();
        };
    }

    /**
     * The key that distinguishes callers at every gateway: a Kubernetes user's name, which outlives each token, or a digest
     * of an Argo single sign-on token, because the gateway cannot read its owner. Not for logs or responses.
     */
    public String lastingKey() {
        return switch (identity) {
            case KubernetesIdentity kubernetes -> "user " + kubernetes.user();
            case ArgoIdentity ignored -> "token " + token.digest();
        };
    }

    /** The identity of a caller. */
    public sealed interface Identity permits KubernetesIdentity, ArgoIdentity {}

    /**
     * The result of a TokenReview (Kubernetes authentication.k8s.io/v1 UserInfo), or the user and groups that an OpenID
     * Connect issuer or a JupyterHub names, with their prefixes.
     *
     * @param user the user name
     * @param uid the uid; empty when there is none
     * @param groups the groups
     * @param extra additional attributes from the authenticator
     */
    public record KubernetesIdentity(String user, String uid, List<String> groups, Map<String, List<String>> extra)
            implements Identity {
        public KubernetesIdentity {
            Objects.requireNonNull(user);
            Objects.requireNonNull(uid);
            groups = List.copyOf(groups);
            extra = extra.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        }

        /** The identity of a service account in Kubernetes. */
        public static KubernetesIdentity serviceAccount(String namespace, String name) {
            return new KubernetesIdentity(
                    "system:serviceaccount:" + namespace + ":" + name,
                    "",
                    List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"),
                    Map.of());
        }
    }

    /**
     * The owner of an Argo single sign-on token: only the Argo Server can identify the owner.
     *
     * @param tokenFingerprint distinguishes tokens
     */
    public record ArgoIdentity(String tokenFingerprint) implements Identity {
        public ArgoIdentity {
            Objects.requireNonNull(tokenFingerprint);
        }
    }
}
