package io.tiphys.gateway.environment;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.rule.RuleSettings;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An environment of submission: an Argo Server, its cluster, and the rules for submitted workflows. Immutable; built from
 * configuration alone. Callers select an environment by name and can never supply an address.
 *
 * @param name its name
 * @param argoServer the access to its Argo Server
 * @param argoApi how Argo's own clients select the environment
 * @param kubernetes the access to its cluster, with the gateway's own account
 * @param namespaces the namespaces that it serves
 * @param defaultNamespace the namespace of calls that name none
 * @param credentialMode how the gateway gets the token for the Argo Server
 * @param accountUsers the callers that may use the gateway's account without a review of {@code impersonate}
 * @param issuers the OpenID Connect issuers whose tokens authenticate callers; none where the gateway forwards tokens
 * @param jupyterHub the JupyterHub whose tokens authenticate callers; empty for none
 * @param accountRules the rules that select another service account for some callers
 * @param workflowServiceAccounts the service accounts that workflows may run as; {@code *} alone represents all
 * @param rules the severities of the validation rules
 * @param limits its limits of time and number
 */
public record SubmissionEnvironment(
        String name,
        ArgoServerAccess argoServer,
        ArgoApiAccess argoApi,
        KubernetesAccess kubernetes,
        ManagedNamespaces namespaces,
        Optional<Namespace> defaultNamespace,
        CredentialMode credentialMode,
        AccountUsers accountUsers,
        List<TokenIssuer> issuers,
        Optional<JupyterHub> jupyterHub,
        AccountRules accountRules,
        Set<String> workflowServiceAccounts,
        RuleSettings rules,
        EnvironmentLimits limits) {
    public SubmissionEnvironment {
        Objects.requireNonNull(name);
        Objects.requireNonNull(argoServer);
        Objects.requireNonNull(argoApi);
        Objects.requireNonNull(kubernetes);
        Objects.requireNonNull(namespaces);
        Objects.requireNonNull(defaultNamespace);
        Objects.requireNonNull(credentialMode);
        Objects.requireNonNull(accountUsers);
        issuers = List.copyOf(issuers);
        Objects.requireNonNull(jupyterHub);
        boolean verifies = !issuers.isEmpty() || jupyterHub.isPresent();
        if (verifies && credentialMode instanceof CredentialMode.DirectToken) {
            throw new IllegalArgumentException("the token of an issuer or a JupyterHub must not be forwarded");
        }
        Objects.requireNonNull(accountRules);
        workflowServiceAccounts = Set.copyOf(workflowServiceAccounts);
        Objects.requireNonNull(rules);
        Objects.requireNonNull(limits);
    }

    /** The same environment, whose gateway acts as another service account. */
    public SubmissionEnvironment actingAs(String serviceAccount) {
        return new SubmissionEnvironment(
                name,
                argoServer,
                argoApi,
                kubernetes,
                namespaces,
                defaultNamespace,
                credentialMode.actingAs(serviceAccount),
                accountUsers,
                issuers,
                jupyterHub,
                accountRules,
                workflowServiceAccounts,
                rules,
                limits);
    }

    /** The configured issuer of a token, by the token's own claim. */
    public Optional<TokenIssuer> issuerOf(Optional<String> claimedIssuer) {
        return issuers.stream().filter(one -> one.issued(claimedIssuer)).findFirst();
    }

    /** The requirements for a workflow in one of its namespaces. */
    public WorkflowPolicy policyIn(Namespace namespace) {
        return new WorkflowPolicy(namespace.value(), workflowServiceAccounts, rules);
    }

    /**
     * The namespace of a call.
     *
     * @throws GatewayException with REQUEST_INVALID when the call names none and there is no default
     */
    public Namespace namespaceOrDefault(Optional<Namespace> requested) {
        return requested
                .or(this::defaultNamespace)
                .orElseThrow(() -> new GatewayException(Problem.of(
                        ErrorReason.REQUEST_INVALID,
                        "The call names no namespace, and environment '" + name + "' has no default one.")));
    }
}
