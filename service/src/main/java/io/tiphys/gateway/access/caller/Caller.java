package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.credentials.BearerToken;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Who calls.
 *
 * @param identity who it is, as Kubernetes says, or that only Argo can say
 * @param token the token that was shown
 */
public record Caller(Identity identity, BearerToken token) {
    public Caller {
        Objects.requireNonNull(identity);
        Objects.requireNonNull(token);
    }

    /** The name for the log and for answers. */
    public String displayName() {
        return switch (identity) {
            case KubernetesIdentity kubernetes -> kubernetes.user();
            case ArgoIdentity argo -> "Argo single sign-on";
        };
    }

    /** What tells callers apart, for their shares of what all use. Not for logs or answers. */
    public String key() {
        return switch (identity) {
            case KubernetesIdentity kubernetes -> "user " + kubernetes.user();
            case ArgoIdentity argo -> "token " + argo.tokenFingerprint();
        };
    }

    /**
     * What tells callers apart at every gateway: a Kubernetes user's name, which outlives each token; of an Argo single sign-on
     * token a digest of the token, because nobody here can read whose it is. Not for logs or answers.
     */
    public String lastingKey() {
        return switch (identity) {
            case KubernetesIdentity kubernetes -> "user " + kubernetes.user();
            case ArgoIdentity ignored -> "token " + token.digest();
        };
    }

    /** Who a caller is. */
    public sealed interface Identity permits KubernetesIdentity, ArgoIdentity {}

    /**
     * What a TokenReview says (Kubernetes authentication.k8s.io/v1 UserInfo).
     *
     * @param user the user name
     * @param uid the uid; empty when there is none
     * @param groups the groups
     * @param extra what the authenticator adds
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

        /** The identity that Kubernetes gives to a service account. */
        public static KubernetesIdentity serviceAccount(String namespace, String name) {
            return new KubernetesIdentity(
                    "system:serviceaccount:" + namespace + ":" + name,
                    "",
                    List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"),
                    Map.of());
        }
    }

    /**
     * The holder of an Argo single sign-on token: only the Argo Server can tell who that is.
     *
     * @param tokenFingerprint tells one token from another
     */
    public record ArgoIdentity(String tokenFingerprint) implements Identity {
        public ArgoIdentity {
            Objects.requireNonNull(tokenFingerprint);
        }
    }
}
