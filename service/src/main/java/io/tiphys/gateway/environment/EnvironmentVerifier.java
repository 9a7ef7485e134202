package io.tiphys.gateway.environment;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns one configured environment into a verified one, and tells everything that is wrong with it at once. */
final class EnvironmentVerifier {
    private static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(10);

    private final String name;
    private final EnvironmentConfiguration configured;
    private final boolean allowInsecure;
    private final List<ConfigurationFinding> findings = new ArrayList<>();

    EnvironmentVerifier(String name, EnvironmentConfiguration configured, boolean allowInsecure) {
        this.name = name;
        this.configured = configured;
        this.allowInsecure = allowInsecure;
    }

    /** What was found; complete once {@link #verify} has returned. */
    List<ConfigurationFinding> findings() {
        return List.copyOf(findings);
    }

    /** The environment; empty when something severe was found. */
    Optional<SubmissionEnvironment> verify() {
        Optional<ArgoServerAccess> argoServer = argoServer();
        Optional<KubernetesAccess> kubernetes = kubernetes();
        Optional<CredentialMode> mode = credentialMode();
        ManagedNamespaces namespaces = namespaces();
        Optional<Namespace> defaultNamespace = defaultNamespace(namespaces);
        Set<String> accounts = workflowServiceAccounts();
        EnvironmentLimits limits = limits();
        if (findings.stream().anyMatch(ConfigurationFinding::severe)) {
            return Optional.empty();
        }
        return Optional.of(new SubmissionEnvironment(
                name,
                argoServer.orElseThrow(),
                kubernetes.orElseThrow(),
                namespaces,
                defaultNamespace,
                mode.orElseThrow(),
                new AccountUsers(
                        new HashSet<>(configured.accountUsers().users()),
                        new HashSet<>(configured.accountUsers().groups())),
                accounts,
                limits));
    }

    private Optional<ArgoServerAccess> argoServer() {
        URI uri = configured.argoServer().uri();
        if (uri == null) {
            return severe("argo-server.uri", "is missing: the address of the Argo Server");
        }
        if (!isWebAddress(uri)) {
            return severe("argo-server.uri", "has to be an http or https address with a host, without a query");
        }
        boolean skipVerify = configured.argoServer().insecureSkipVerify();
        if (skipVerify) {
            finding(
                    !allowInsecure,
                    "argo-server.insecure-skip-verify",
                    "trusts any certificate; set ca-file instead, or tiphys.allow-insecure to start all the same");
        }
        readable("argo-server.ca-file", configured.argoServer().caFile());
        return Optional.of(new ArgoServerAccess(
                uri, Optional.ofNullable(configured.argoServer().caFile()), skipVerify));
    }

    private static boolean isWebAddress(URI uri) {
        return uri.getHost() != null
                && uri.getQuery() == null
                && uri.getUserInfo() == null
                && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }

    private Optional<KubernetesAccess> kubernetes() {
        EnvironmentConfiguration.Kubernetes access = configured.kubernetes();
        List<KubernetesAccess> ways = new ArrayList<>();
        if (access.inCluster()) {
            ways.add(new KubernetesAccess.InCluster());
        }
        if (access.kubeconfig() != null) {
            readable("kubernetes.kubeconfig", access.kubeconfig());
            ways.add(new KubernetesAccess.Kubeconfig(access.kubeconfig(), Optional.ofNullable(access.context())));
        }
        if (access.url() != null) {
            tokenFileAccess(access, access.url()).ifPresent(ways::add);
        }
        if (ways.size() != 1) {
            return severe("kubernetes", "needs exactly one of in-cluster: true, kubeconfig, or url with token-file");
        }
        return Optional.of(ways.getFirst());
    }

    private Optional<KubernetesAccess> tokenFileAccess(EnvironmentConfiguration.Kubernetes access, URI url) {
        readable("kubernetes.ca-file", access.caFile());
        readable("kubernetes.token-file", access.tokenFile());
        if (!isWebAddress(url)) {
            return severe("kubernetes.url", "has to be an http or https address with a host");
        }
        if (access.tokenFile() == null) {
            return severe(
                    "kubernetes.token-file", "is missing: the file with the gateway's own token for kubernetes.url");
        }
        return Optional.of(
                new KubernetesAccess.TokenFile(url, Optional.ofNullable(access.caFile()), access.tokenFile()));
    }

    private Optional<CredentialMode> credentialMode() {
        EnvironmentConfiguration.Credentials credentials = configured.credentials();
        return switch (credentials.mode()) {
            case "direct" -> {
                absent("credentials.service-account", credentials.serviceAccount(), "direct");
                readable("credentials.token-file", credentials.tokenFile());
                yield Optional.of(new DirectToken(Optional.ofNullable(credentials.tokenFile())));
            }
            case "service-account-secret" -> {
                absent("credentials.token-file", credentials.tokenFile(), "service-account-secret");
                warn("credentials.mode", "reads long-lived secrets; token-request needs none and is safer");
                yield account(credentials.serviceAccount()).map(ServiceAccountSecret::new);
            }
            case "token-request" -> {
                absent("credentials.token-file", credentials.tokenFile(), "token-request");
                lifetime(credentials.lifetime());
                yield account(credentials.serviceAccount())
                        .map(name -> new TokenRequest(name, credentials.audiences(), credentials.lifetime()));
            }
            case null, default ->
                severe("credentials.mode", "has to be direct, service-account-secret or token-request");
        };
    }

    private void lifetime(Duration lifetime) {
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0) {
            severe("credentials.lifetime", "has to be at least 10 minutes: Kubernetes refuses less");
        }
    }

    private Optional<String> account(@Nullable String name) {
        return name == null || name.isBlank()
                ? severe("credentials.service-account", "is missing: the service account to act with")
                : Optional.of(name);
    }

    private ManagedNamespaces namespaces() {
        Set<String> names = new HashSet<>(configured.namespaces());
        names.remove("");
        if (names.isEmpty()) {
            severe("namespaces", "is missing: the namespaces to serve, or * for all");
        }
        if (names.contains(ManagedNamespaces.ALL)) {
            warn("namespaces", "serves all namespaces of the cluster");
        }
        names.stream()
                .filter(name -> !name.equals(ManagedNamespaces.ALL))
                .forEach(name -> namespace("namespaces", name));
        return new ManagedNamespaces(names);
    }

    private Optional<Namespace> defaultNamespace(ManagedNamespaces served) {
        String name = configured.defaultNamespace();
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        if (!served.all() && !served.names().contains(name)) {
            severe("default-namespace", "is not among the namespaces that the environment serves");
        }
        return namespace("default-namespace", name);
    }

    private Optional<Namespace> namespace(String property, String name) {
        try {
            return Optional.of(new Namespace(name));
        } catch (GatewayException e) {
            return severe(property, "'" + name + "' is not a name of a namespace");
        }
    }

    private Set<String> workflowServiceAccounts() {
        Set<String> accounts = new HashSet<>(configured.workflowServiceAccounts());
        accounts.remove("");
        if (accounts.contains("*")) {
            warn("workflow-service-accounts", "lets workflows run as any service account of their namespace");
        }
        return accounts;
    }

    private EnvironmentLimits limits() {
        EnvironmentConfiguration.Limits limits = configured.limits();
        positive("limits.connect-timeout", limits.connectTimeout());
        positive("limits.call-timeout", limits.callTimeout());
        positive("limits.stream-heartbeat", limits.streamHeartbeat());
        positive("limits.open-for", limits.openFor());
        atLeastOne("limits.max-concurrent-calls", limits.maxConcurrentCalls());
        atLeastOne("limits.max-concurrent-streams", limits.maxConcurrentStreams());
        atLeastOne("limits.failure-rate-threshold", limits.failureRateThreshold());
        atLeastOne("limits.sliding-window", limits.slidingWindow());
        if (limits.failureRateThreshold() > 100) {
            severe("limits.failure-rate-threshold", "is a percentage, 1 to 100");
        }
        return new EnvironmentLimits(
                limits.connectTimeout(),
                limits.callTimeout(),
                limits.streamHeartbeat(),
                limits.maxConcurrentCalls(),
                limits.maxConcurrentStreams(),
                limits.failureRateThreshold(),
                limits.slidingWindow(),
                limits.openFor());
    }

    private void positive(String property, Duration duration) {
        if (!duration.isPositive()) {
            severe(property, "has to be longer than nothing");
        }
    }

    private void atLeastOne(String property, int number) {
        if (number < 1) {
            severe(property, "has to be at least 1");
        }
    }

    private void readable(String property, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            severe(property, "names a file that is not there or cannot be read");
        }
    }

    private void absent(String property, @Nullable Object value, String mode) {
        if (value != null) {
            severe(property, "has no meaning with credentials.mode " + mode + "; remove it");
        }
    }

    private <T> Optional<T> severe(String property, String message) {
        finding(true, property, message);
        return Optional.empty();
    }

    private void warn(String property, String message) {
        finding(false, property, message);
    }

    private void finding(boolean severe, String property, String message) {
        findings.add(new ConfigurationFinding(severe, "tiphys.environments." + name + "." + property, message));
    }
}
