package io.tiphys.gateway.environment.configuration;

import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code tiphys.environments.<name>}: one environment of submission as it is configured, before it is verified. Callers choose
 * the environment by its name.
 *
 * @param namespaces the namespaces that the environment serves; {@code *} alone serves all, with a warning at start
 * @param defaultNamespace the namespace of calls that name none
 * @param workflowServiceAccounts the service accounts that workflows may run as; {@code *} alone allows all, with a warning at
 *     start
 * @param argoServer the address of the Argo Server
 * @param argoApi how Argo's own clients choose this environment
 * @param kubernetes how the gateway reaches the cluster with its own account
 * @param credentials how the gateway gets the token for the Argo Server
 * @param allowedCallers the callers that may use the gateway's service account without the permission to impersonate it
 * @param identities the OpenID Connect issuers whose tokens authenticate callers, by a name of the operator's choice
 * @param jupyterhubs the JupyterHub whose tokens authenticate callers, by a name of the operator's choice; one at most
 * @param accountRules which callers the gateway serves as another service account, by a name of the operator's choice
 * @param argoAccountRules that Argo's annotations on service accounts choose the account instead
 * @param rules the severities of validation rules, see docs/rules.md
 * @param limits timeouts, quotas and the circuit breaker
 */
public record EnvironmentConfiguration(
        @Bindable(defaultValue = "") List<String> namespaces,
        @Nullable String defaultNamespace,
        @Bindable(defaultValue = "default") List<String> workflowServiceAccounts,
        ArgoServer argoServer,
        ArgoApi argoApi,
        Kubernetes kubernetes,
        Credentials credentials,
        AllowedCallers allowedCallers,
        Map<String, IdentityConfiguration> identities,
        Map<String, JupyterHubConfiguration> jupyterhubs,
        Map<String, AccountRuleConfiguration> accountRules,
        ArgoAccounts argoAccountRules,
        Rules rules,
        Limits limits) {

    /**
     * {@code argo-server}.
     *
     * @param uri the address, {@code http} or {@code https}, with the base href as its path
     * @param caFile PEM certificates to trust instead of the system's
     * @param insecureSkipVerify trust any certificate; needs {@code tiphys.allow-insecure}
     * @param namespace the namespace of Argo's workflow controller, where a preflight looks for executor plugins; by default
     *     that of an address such as {@code https://argo-server.argo:2746}
     */
    public record ArgoServer(
            @Nullable URI uri,
            @Nullable Path caFile,
            @Bindable(defaultValue = "false") boolean insecureSkipVerify,
            @Nullable String namespace) {}

    /**
     * {@code argo-api}: the path prefix {@code /argo/<name>/} always chooses the environment; these properties add other ways.
     *
     * @param hosts host names that choose the environment
     * @param port the port of an additional listener, without TLS; all its calls go to the environment
     * @param anonymousInformation answer info, version and user info to callers without a valid token, as the Argo Server does
     */
    public record ArgoApi(
            @Bindable(defaultValue = "") List<String> hosts,
            @Nullable Integer port,
            @Bindable(defaultValue = "false") boolean anonymousInformation) {}

    /**
     * {@code kubernetes}: exactly one of in-cluster, a kubeconfig, or an address with a token file.
     *
     * @param inCluster use the account of the gateway's own pod
     * @param kubeconfig a kubeconfig file
     * @param context the context in the kubeconfig; its current one when none is given
     * @param url the API server's address
     * @param caFile PEM certificates to trust for {@code url}
     * @param tokenFile the gateway's token for {@code url}
     */
    public record Kubernetes(
            @Bindable(defaultValue = "false") boolean inCluster,
            @Nullable Path kubeconfig,
            @Nullable String context,
            @Nullable URI url,
            @Nullable Path caFile,
            @Nullable Path tokenFile) {}

    /**
     * {@code credentials}.
     *
     * @param mode {@code direct}, {@code service-account-secret} or {@code token-request}
     * @param serviceAccount the account of the two service-account modes
     * @param tokenFile for {@code direct}: a token to use for everybody instead of the caller's own
     * @param audiences for {@code token-request}: whom the token is for; empty for the API server
     * @param lifetime for {@code token-request}: how long a token lives, at least ten minutes
     */
    public record Credentials(
            @Nullable String mode,
            @Nullable String serviceAccount,
            @Nullable Path tokenFile,
            @Bindable(defaultValue = "") List<String> audiences,
            @Bindable(defaultValue = "1h") Duration lifetime) {}

    /**
     * {@code allowed-callers}: callers that may use the gateway's service account in modes {@code service-account-secret} and {@code
     * token-request}, and the token of {@code credentials.token-file}. Every other caller needs the permission {@code impersonate}
     * on the service account. Without it such a caller is refused with {@code SERVICE_ACCOUNT_USE_DENIED}.
     *
     * @param users names of users that may use the account, as Kubernetes names them, for example {@code
     *     system:serviceaccount:science:notebook}
     * @param groups groups whose members may use the account, as Kubernetes names them, for example {@code
     *     system:serviceaccounts:science}
     */
    public record AllowedCallers(
            @Bindable(defaultValue = "") List<String> users,
            @Bindable(defaultValue = "") List<String> groups) {}

    /**
     * {@code argo-account-rules}: the annotations {@code workflows.argoproj.io/rbac-rule} and {@code rbac-rule-precedence} choose the
     * service account for the callers of one issuer, as for Argo's single sign-on, see docs/identities.md. Only with {@code
     * credentials.mode token-request}. The gateway's own account needs the permission to list service accounts there.
     *
     * @param identity the id in {@code identities} of the issuer; without it no annotation is read. {@code account-rules} do not count
     *     for its callers
     * @param namespace the namespace of the Argo Server, whose annotated accounts count for all calls
     * @param serviceAccounts the names of the accounts that may be chosen; a caller for whom another one is chosen is refused
     * @param delegateToNamespace let an account of the call's namespace count when its precedence is higher, as Argo's {@code
     *     SSO_DELEGATE_RBAC_TO_NAMESPACE} does
     */
    public record ArgoAccounts(
            @Nullable String identity,
            @Nullable String namespace,
            @Bindable(defaultValue = "") List<String> serviceAccounts,
            @Bindable(defaultValue = "false") boolean delegateToNamespace) {}

    /**
     * {@code rules}.
     *
     * @param errors ids of rules whose findings refuse a workflow. docs/rules.md lists all rules; the rules about reading a
     *     document and about the kind of a submission have a fixed severity
     * @param warnings ids of rules whose findings are reported and refuse nothing; the Argo Server may still refuse the workflow
     * @param ignored ids of rules whose findings are not reported
     */
    public record Rules(
            @Bindable(defaultValue = "") List<String> errors,
            @Bindable(defaultValue = "") List<String> warnings,
            @Bindable(defaultValue = "") List<String> ignored) {}

    /**
     * {@code limits}.
     *
     * @param connectTimeout the longest time for a connection to an upstream
     * @param callTimeout the longest time for a call when the caller sets no shorter deadline. For the Argo API, for webhook events
     *     and for assets of Argo's pages it is the longest time until the response begins
     * @param streamHeartbeat after how long without an event a stream of any API sends a heartbeat
     * @param maxConcurrentCalls the highest number of concurrent calls to the Argo Server
     * @param maxConcurrentStreams the highest number of streams that are open at the Argo Server, however many callers share
     *     them; argo-server stops answering at about 250
     * @param maxFollowedLogs how many of these streams may be followed logs
     * @param maxTransfers the highest number of concurrent artifacts, uploads, request bodies that pass unread and responses to
     *     slow readers; they have permits of their own
     * @param maxAnonymousCalls the highest number of concurrent calls without a token (Argo's pages, assets, webhooks)
     * @param maxOpenStreams the highest number of watches and logs that callers have open at the gateway, shared ones included
     * @param callerShare the percentage, 1 to 100, of each of these numbers that one caller may use
     * @param addressShare the percentage, 1 to 100, of each of these numbers that one address may use; all callers behind a
     *     proxy count as one address unless {@code tiphys.server.trusted-proxies} names the proxy
     * @param maxNewTokenReviews the highest number of concurrent TokenReviews of tokens that were never accepted before and that
     *     the cluster's keys do not verify; other tokens never wait for them
     * @param maxWaitingNewTokens how many such tokens may wait for their review; more are refused with 429
     * @param watchBufferSize the bytes of the newest events that a shared watch keeps; a reader that is further behind is
     *     disconnected
     * @param maxBatchItems the highest number of workflows in one batch or sweep
     * @param circuitBreaker when calls to the Argo Server are suspended
     * @param admission how many workflows are created at once, and whose turn is next
     */
    public record Limits(
            @Bindable(defaultValue = "2s") Duration connectTimeout,
            @Bindable(defaultValue = "30s") Duration callTimeout,
            @Bindable(defaultValue = "15s") Duration streamHeartbeat,
            @Bindable(defaultValue = "256") int maxConcurrentCalls,
            @Bindable(defaultValue = "200") int maxConcurrentStreams,
            @Bindable(defaultValue = "100") int maxFollowedLogs,
            @Bindable(defaultValue = "64") int maxTransfers,
            @Bindable(defaultValue = "128") int maxAnonymousCalls,
            @Bindable(defaultValue = "2000") int maxOpenStreams,
            @Bindable(defaultValue = "25") int callerShare,
            @Bindable(defaultValue = "25") int addressShare,
            @Bindable(defaultValue = "4") int maxNewTokenReviews,
            @Bindable(defaultValue = "64") int maxWaitingNewTokens,
            @Bindable(defaultValue = "16777216") int watchBufferSize,
            @Bindable(defaultValue = "10000") int maxBatchItems,
            CircuitBreaker circuitBreaker,
            Admission admission) {}

    /**
     * {@code limits.admission}: the order of workflow creations over all APIs. Each gateway governs its own calls.
     *
     * @param maxConcurrent the highest number of workflows that are created at once at the Argo Server. The gateway uses fewer, down
     *     to four, while more would only wait inside the Argo Server
     * @param maxWaiting the highest number of creations that wait for their turn; one caller may have its {@code caller-share} of
     *     them. More are answered with TOO_MANY_CALLS
     * @param maxWait the longest wait for a turn; a creation whose estimated wait is longer is answered with TOO_MANY_CALLS at once
     * @param weights callers, groups and namespaces with more turns than others: {@code user:<name>=<weight>}, {@code
     *     group:<name>=<weight>} or {@code namespace:<name>=<weight>}, for example {@code group:nightly=3}. The weight is a whole
     *     number from 1 to 1000; without an entry it is 1
     * @param maxUnfinished how many workflows may be unfinished at once
     */
    public record Admission(
            @Bindable(defaultValue = "64") int maxConcurrent,
            @Bindable(defaultValue = "256") int maxWaiting,
            @Bindable(defaultValue = "10s") Duration maxWait,
            @Bindable(defaultValue = "") List<String> weights,
            MaxUnfinished maxUnfinished) {}

    /**
     * {@code limits.admission.max-unfinished}: with a limit, the gateway's own account needs the permissions to list and watch
     * workflows in each served namespace. Beyond a limit a creation is answered with TOO_MANY_WORKFLOWS.
     *
     * @param namespace the highest number of unfinished workflows in a namespace, whoever created them; 0 for no limit
     * @param caller the highest number of unfinished workflows in a namespace that one caller created through a gateway; 0 for
     *     no limit
     */
    public record MaxUnfinished(
            @Bindable(defaultValue = "0") int namespace,
            @Bindable(defaultValue = "0") int caller) {}

    /**
     * {@code limits.circuit-breaker}.
     *
     * @param failureRateThreshold the percentage, 1 to 100, of failed calls at which the circuit opens and calls are refused
     * @param slidingWindow the number of latest calls over which the percentage is computed
     * @param openDuration how long the circuit stays open before a call is tried again
     */
    public record CircuitBreaker(
            @Bindable(defaultValue = "50") int failureRateThreshold,
            @Bindable(defaultValue = "50") int slidingWindow,
            @Bindable(defaultValue = "5s") Duration openDuration) {}
}
