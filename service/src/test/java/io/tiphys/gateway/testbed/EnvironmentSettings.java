package io.tiphys.gateway.testbed;

import io.tiphys.gateway.environment.KubernetesAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One environment of submission as the operator of a {@link RunningGateway} writes it. Immutable. */
public final class EnvironmentSettings {
    /** The service account that the manifests name. */
    public static final String SUBMITTER = "tiphys-submitter";

    private final String name;
    private final Map<String, Object> values;

    private EnvironmentSettings(String name, Map<String, Object> values) {
        this.name = name;
        this.values = values;
    }

    /** An environment of this name in front of an Argo Server and its cluster; the first namespace is the default one. */
    public static EnvironmentSettings of(
            String name, URI argoServer, KubernetesAccess kubernetes, TestNamespace... namespaces) {
        EnvironmentSettings settings = new EnvironmentSettings(name, Map.of())
                .with("argo-server.uri", argoServer.toString())
                .with(
                        "namespaces",
                        Stream.of(namespaces).map(TestNamespace::name).toList());
        if (namespaces.length > 0) {
            settings = settings.with("default-namespace", namespaces[0].name());
        }
        return switch (kubernetes) {
            case KubernetesAccess.InCluster() -> settings.with("kubernetes.in-cluster", true);
            case KubernetesAccess.Kubeconfig(var file, var context) ->
                settings.with("kubernetes.kubeconfig", file.toString()).with("kubernetes.context", context.orElse(""));
            case KubernetesAccess.TokenFile(var url, var caFile, var tokenFile) ->
                settings.with("kubernetes.url", url.toString())
                        .with("kubernetes.ca-file", caFile.orElseThrow().toString())
                        .with("kubernetes.token-file", tokenFile.toString());
        };
    }

    /** The caller's own token goes through. */
    public EnvironmentSettings direct() {
        return with("credentials.mode", "direct");
    }

    /** One token for everybody. */
    public EnvironmentSettings configuredToken(Path tokenFile) {
        return direct().with("credentials.token-file", tokenFile.toString());
    }

    /** Short-lived tokens of {@link #SUBMITTER}. */
    public EnvironmentSettings tokenRequest() {
        return with("credentials.mode", "token-request").with("credentials.service-account", SUBMITTER);
    }

    /** The secret of {@link #SUBMITTER}. */
    public EnvironmentSettings serviceAccountSecret() {
        return with("credentials.mode", "service-account-secret").with("credentials.service-account", SUBMITTER);
    }

    /** Lets these users use lent rights. */
    public EnvironmentSettings accountUsers(String... users) {
        return with("allowed-callers.users", List.of(users));
    }

    /** With one more property, whose key is written without {@code tiphys.environments.<name>}. */
    public EnvironmentSettings with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put("tiphys.environments." + name + "." + key, value);
        return new EnvironmentSettings(name, more);
    }

    /** A realm of Keycloak is an issuer; its users are those of its claim preferred_username, with the prefix {@code keycloak:}. */
    public EnvironmentSettings keycloak(KeycloakServer keycloak) {
        return with("identities.keycloak.issuer", keycloak.issuer())
                .with("identities.keycloak.audiences", List.of("tiphys"))
                .with(
                        "identities.keycloak.ca-file",
                        keycloak.proxy().certificate().orElseThrow().toString())
                .with("identities.keycloak.user-claim", "preferred_username")
                .with("identities.keycloak.user-prefix", "keycloak:");
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** All properties, with their full keys. */
    public Map<String, Object> properties() {
        return Map.copyOf(values);
    }
}
