package io.tiphys.gateway.environment;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.rule.RuleSettings;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An environment of submission: an Argo Server, its cluster, and the rules under which workflows are sent there.
 * Immutable; made from configuration alone. Callers choose it by name and can never name an address.
 *
 * @param name its name
 * @param argoServer where its Argo Server is
 * @param argoApi how clients of Argo itself choose it
 * @param kubernetes how its cluster is reached, with the gateway's own account
 * @param namespaces which namespaces it serves
 * @param defaultNamespace the namespace of calls that name none
 * @param credentialMode how the gateway gets the token for the Argo Server
 * @param accountUsers who may use the gateway's account without a review of {@code impersonate}
 * @param workflowServiceAccounts as which service accounts workflows may run; {@code *} alone stands for all
 * @param rules what it makes of the rules that workflows are held against
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
        workflowServiceAccounts = Set.copyOf(workflowServiceAccounts);
        Objects.requireNonNull(rules);
        Objects.requireNonNull(limits);
    }

    /** What it asks of a workflow that goes to one of its namespaces. */
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
