package io.tiphys.gateway.environment;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.rule.RuleSettings;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns one configured environment into a verified one, and tells everything that is wrong with it at once. */
final class EnvironmentVerifier {
    private static final String ALL = "*";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([-.A-Za-z0-9]{0,251}[A-Za-z0-9])?");

    private final String name;
    private final EnvironmentConfiguration configured;
    private final boolean allowInsecure;
    private final Findings findings;

    EnvironmentVerifier(String name, EnvironmentConfiguration configured, boolean allowInsecure) {
        this.name = name;
        this.configured = configured;
        this.allowInsecure = allowInsecure;
        this.findings = new Findings(name);
    }

    /** What was found; complete once {@link #verify} has returned. */
    List<ConfigurationFinding> findings() {
        return findings.all();
    }

    /** The environment; empty when something severe was found. */
    Optional<SubmissionEnvironment> verify() {
        if (!NAME.matcher(name).matches()) {
            findings.severe("", "has a name with other characters than lower-case letters, digits and dashes");
        }
        Optional<ArgoServerAccess> argoServer = argoServer();
        Optional<KubernetesAccess> kubernetes = KubernetesAccessVerifier.verify(configured.kubernetes(), findings);
        Optional<CredentialMode> mode = new CredentialModeVerifier(configured.credentials(), findings).verify();
        ManagedNamespaces namespaces = namespaces();
        Optional<Namespace> defaultNamespace = defaultNamespace(namespaces);
        ArgoApiAccess argoFace = argoApi();
        Set<String> accounts = workflowServiceAccounts();
        RuleSettings rules = new RulesVerifier(findings).verify(configured.rules());
        EnvironmentLimits limits = new LimitsVerifier(findings).verify(configured.limits());
        if (findings.anySevere()) {
            return Optional.empty();
        }
        return Optional.of(new SubmissionEnvironment(
                name,
                argoServer.orElseThrow(),
                argoFace,
                kubernetes.orElseThrow(),
                namespaces,
                defaultNamespace,
                mode.orElseThrow(),
                new AccountUsers(
                        new HashSet<>(configured.accountUsers().users()),
                        new HashSet<>(configured.accountUsers().groups())),
                accounts,
                rules,
                limits));
    }

    private Optional<ArgoServerAccess> argoServer() {
        EnvironmentConfiguration.ArgoServer access = configured.argoServer();
        URI uri = access.uri();
        if (access.insecureSkipVerify()) {
            findings.add(
                    !allowInsecure,
                    "argo-server.insecure-skip-verify",
                    "trusts any certificate; set ca-file instead"
                            + (allowInsecure ? "" : ", or tiphys.allow-insecure to start all the same"));
        }
        findings.requireReadable("argo-server.ca-file", access.caFile());
        if (uri == null) {
            return findings.severe("argo-server.uri", "is missing: the address of the Argo Server");
        }
        WebAddress.verify("argo-server.uri", uri, findings);
        return Optional.of(
                new ArgoServerAccess(uri, Optional.ofNullable(access.caFile()), access.insecureSkipVerify()));
    }

    private ArgoApiAccess argoApi() {
        Set<String> hosts = new HashSet<>();
        for (String host : configured.argoFace().hosts()) {
            if (HOST.matcher(host).matches()) {
                hosts.add(host.toLowerCase(Locale.ROOT));
            } else {
                findings.severe("argo-face.hosts", "'" + host + "' is not a host name without a port");
            }
        }
        Integer port = configured.argoFace().port();
        if (port != null && (port < 0 || port > 65_535)) {
            findings.severe("argo-face.port", "has to be a port, 0 to 65535");
        }
        return new ArgoApiAccess(
                hosts,
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                configured.argoFace().anonymousInformation());
    }

    private ManagedNamespaces namespaces() {
        Set<String> names = new HashSet<>(configured.namespaces());
        if (names.isEmpty()) {
            findings.severe("namespaces", "is missing: the namespaces to serve, or * for all");
        }
        if (names.contains(ALL)) {
            findings.warn("namespaces", "serves all namespaces of the cluster");
        }
        requireAlone("namespaces", names);
        names.stream().filter(one -> !one.equals(ALL)).forEach(one -> namespace("namespaces", one));
        return new ManagedNamespaces(names);
    }

    private Optional<Namespace> defaultNamespace(ManagedNamespaces served) {
        String chosen = configured.defaultNamespace();
        if (chosen == null || chosen.isBlank()) {
            return Optional.empty();
        }
        if (!served.all() && !served.names().contains(chosen)) {
            return findings.severe("default-namespace", "is not among the namespaces that the environment serves");
        }
        return namespace("default-namespace", chosen);
    }

    private Optional<Namespace> namespace(String property, String value) {
        try {
            return Optional.of(new Namespace(value));
        } catch (GatewayException e) {
            return findings.severe(property, "'" + value + "' is not a name of a namespace");
        }
    }

    private Set<String> workflowServiceAccounts() {
        Set<String> accounts = new HashSet<>(configured.workflowServiceAccounts());
        if (accounts.isEmpty()) {
            findings.severe(
                    "workflow-service-accounts", "is empty, so no workflow could run; name accounts, or * for all");
        }
        if (accounts.contains(ALL)) {
            findings.warn("workflow-service-accounts", "lets workflows run as any service account of their namespace");
        }
        requireAlone("workflow-service-accounts", accounts);
        return accounts;
    }

    /** Names beside the star look like a limit and are none. */
    private void requireAlone(String property, Collection<String> names) {
        if (names.contains(ALL) && names.size() > 1) {
            findings.severe(property, "has * beside names; * stands alone");
        }
    }
}
