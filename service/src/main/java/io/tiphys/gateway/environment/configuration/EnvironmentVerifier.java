package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.environment.AccountUsers;
import io.tiphys.gateway.environment.ArgoApiAccess;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.JupyterHub;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environment.ManagedNamespaces;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.environment.account.ArgoAccountRules;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Verifies one configured environment, and collects all findings in one pass. */
final class EnvironmentVerifier {
    private static final String ALL = "*";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final Pattern SERVICE =
            Pattern.compile("(?:argo-server\\.([-a-z0-9]+)|[-a-z0-9]+\\.([-a-z0-9]+)\\.svc(?:\\..*)?)");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([-.A-Za-z0-9]{0,251}[A-Za-z0-9])?");

    private final String name;
    private final EnvironmentConfiguration configured;
    private final Findings findings;

    EnvironmentVerifier(String name, EnvironmentConfiguration configured, Findings findings) {
        this.name = name;
        this.configured = configured;
        this.findings = findings;
    }

    /**
     * The verified environment; empty when there is a severe finding.
     *
     * @param allowInsecure whether the environment may skip the verification of certificates
     */
    Optional<SubmissionEnvironment> verify(boolean allowInsecure) {
        if (!NAME.matcher(name).matches()) {
            findings.severe("", "is not a valid name; expected lower-case letters, digits and dashes");
        }
        Optional<ArgoServerAccess> argoServer = argoServer(allowInsecure);
        Optional<KubernetesAccess> kubernetes = KubernetesAccessVerifier.verify(configured.kubernetes(), findings);
        Optional<CredentialMode> mode = new CredentialModeVerifier(configured.credentials(), findings).verify();
        ManagedNamespaces namespaces = namespaces();
        Optional<Namespace> defaultNamespace = defaultNamespace(namespaces);
        ArgoApiAccess argoApi = argoApi();
        Set<String> accounts = workflowServiceAccounts();
        boolean delegates = !"direct".equals(configured.credentials().mode());
        List<TokenIssuer> issuers = new IdentitiesVerifier(findings).verify(configured.identities(), delegates);
        Optional<JupyterHub> jupyterHub =
                new JupyterHubVerifier(findings).verify(configured.jupyterhubs(), delegates, issuers);
        AccountRules accountRules = new AccountRulesVerifier(findings).verify(configured.accountRules(), delegates);
        Optional<ArgoAccountRules> ofArgo = new ArgoAccountRulesVerifier(findings).verify(configured);
        RuleSettings rules = new RulesVerifier(findings).verify(configured.rules());
        EnvironmentLimits limits = new LimitsVerifier(findings).verify(configured.limits());
        if (findings.anySevere()) {
            return Optional.empty();
        }
        return Optional.of(new SubmissionEnvironment(
                name,
                argoServer.orElseThrow(),
                argoApi,
                kubernetes.orElseThrow(),
                namespaces,
                defaultNamespace,
                mode.orElseThrow(),
                new AccountUsers(
                        new HashSet<>(configured.allowedCallers().users()),
                        new HashSet<>(configured.allowedCallers().groups())),
                issuers,
                jupyterHub,
                new AccountRules(accountRules.ordered(), ofArgo),
                accounts,
                rules,
                limits));
    }

    private Optional<ArgoServerAccess> argoServer(boolean allowInsecure) {
        EnvironmentConfiguration.ArgoServer access = configured.argoServer();
        URI uri = access.uri();
        if (access.insecureSkipVerify()) {
            findings.add(
                    !allowInsecure,
                    "argo-server.insecure-skip-verify",
                    "is true: any certificate is trusted; set ca-file instead"
                            + (allowInsecure ? "" : ", or tiphys.allow-insecure to start with it"));
        }
        findings.requireReadable("argo-server.ca-file", access.caFile());
        if (uri == null) {
            return findings.wrong("argo-server.uri", null, "the address of the Argo Server");
        }
        WebAddress.verify("argo-server.uri", uri, findings);
        return Optional.of(new ArgoServerAccess(
                uri, Optional.ofNullable(access.caFile()), access.insecureSkipVerify(), argoNamespace(access, uri)));
    }

    /**
     * The address of a Service contains its namespace: {@code NAME.NAMESPACE.svc}, or the short form with the name of Argo's
     * manifests, {@code argo-server.NAMESPACE}. The short form with another name may be a host outside the cluster.
     */
    private Optional<Namespace> argoNamespace(EnvironmentConfiguration.ArgoServer access, URI uri) {
        String chosen = access.namespace();
        if (chosen != null && !chosen.isBlank()) {
            return namespace("argo-server.namespace", chosen);
        }
        Matcher service = SERVICE.matcher(uri.getHost() == null ? "" : uri.getHost());
        return service.matches()
                ? namespace("argo-server.uri", service.group(1) == null ? service.group(2) : service.group(1))
                : Optional.empty();
    }

    private ArgoApiAccess argoApi() {
        Set<String> hosts = new HashSet<>();
        for (String host : configured.argoApi().hosts()) {
            if (HOST.matcher(host).matches()) {
                hosts.add(host.toLowerCase(Locale.ROOT));
            } else {
                findings.wrong("argo-api.hosts", host, "host names without a port");
            }
        }
        Integer port = configured.argoApi().port();
        findings.requirePort("argo-api.port", port);
        return new ArgoApiAccess(
                hosts,
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                configured.argoApi().anonymousInformation());
    }

    private ManagedNamespaces namespaces() {
        Set<String> names = new HashSet<>(configured.namespaces());
        if (names.isEmpty()) {
            findings.wrong("namespaces", null, "the namespaces to serve, or * for all");
        }
        if (names.contains(ALL)) {
            findings.warn("namespaces", "is *: the environment serves all namespaces of the cluster");
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
            return findings.wrong("default-namespace", chosen, "one of the served namespaces");
        }
        return namespace("default-namespace", chosen);
    }

    private Optional<Namespace> namespace(String property, String value) {
        try {
            return Optional.of(new Namespace(value));
        } catch (GatewayException e) {
            return findings.wrong(property, value, "the name of a namespace");
        }
    }

    private Set<String> workflowServiceAccounts() {
        Set<String> accounts = new HashSet<>(configured.workflowServiceAccounts());
        if (accounts.isEmpty()) {
            findings.severe(
                    "workflow-service-accounts",
                    "is empty, so no workflow can run; expected names of service accounts, or * for all");
        }
        if (accounts.contains(ALL)) {
            findings.warn(
                    "workflow-service-accounts", "is *: workflows may run as any service account of their namespace");
        }
        requireAlone("workflow-service-accounts", accounts);
        return accounts;
    }

    /** Names besides the asterisk look like a limit, but have no effect. */
    private void requireAlone(String property, Collection<String> names) {
        if (names.contains(ALL) && names.size() > 1) {
            findings.severe(property, "contains * and names; expected either * alone or names");
        }
    }
}
