package io.tiphys.gateway.environment;

import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tiphys.environments.<name>}: one environment of submission as it stands in the configuration, before it is
 * verified. Read by {@link RecordBinder}; callers choose the environment by the name.
 *
 * @param namespaces the namespaces that it serves; {@code *} alone serves all, which start-up reports
 * @param defaultNamespace the namespace of calls that name none
 * @param workflowServiceAccounts as which service accounts workflows may run; {@code *} alone allows all, which start-up
 *     reports
 * @param argoServer where the Argo Server is
 * @param argoFace how clients of Argo itself choose this environment
 * @param kubernetes how the cluster is reached with the gateway's own account
 * @param credentials how the gateway gets the token for the Argo Server
 * @param accountUsers who may use lent rights without the right to impersonate the account
 * @param rules what it makes of the rules that workflows are held against, see docs/rules.md
 * @param limits limits of time and number
 */
public record EnvironmentConfiguration(
        @Bindable(defaultValue = "") List<String> namespaces,
        @Nullable String defaultNamespace,
        @Bindable(defaultValue = "default") List<String> workflowServiceAccounts,
        ArgoServer argoServer,
        ArgoFace argoFace,
        Kubernetes kubernetes,
        Credentials credentials,
        Users accountUsers,
        Rules rules,
        Limits limits) {

    /**
     * {@code argo-server}.
     *
     * @param uri the address, {@code http} or {@code https}, with the base href as its path
     * @param caFile PEM certificates to trust instead of the system's
     * @param insecureSkipVerify trust any certificate; needs {@code tiphys.allow-insecure}
     */
    public record ArgoServer(
            @Nullable URI uri,
            @Nullable Path caFile,
            @Bindable(defaultValue = "false") boolean insecureSkipVerify) {}

    /**
     * {@code argo-face}: the path prefix {@code /argo/<name>/} always chooses the environment; these do too.
     *
     * @param hosts host names that choose the environment
     * @param port a listener of its own, without TLS, whose calls all go to the environment
     * @param anonymousInformation answer info, version and user info to callers who are not known, as the Argo Server does
     */
    public record ArgoFace(
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
     * {@code account-users}.
     *
     * @param users user names as Kubernetes knows them
     * @param groups group names as Kubernetes knows them
     */
    public record Users(
            @Bindable(defaultValue = "") List<String> users,
            @Bindable(defaultValue = "") List<String> groups) {}

    /**
     * {@code rules}.
     *
     * @param errors rules whose findings refuse a workflow; like the other two a list of ids of docs/rules.md, of which those
     *     about reading a document and about what a submission is cannot be set
     * @param warnings rules whose findings are told and refuse nothing; the Argo Server may still refuse the workflow
     * @param ignored rules whose findings are left out
     */
    public record Rules(
            @Bindable(defaultValue = "") List<String> errors,
            @Bindable(defaultValue = "") List<String> warnings,
            @Bindable(defaultValue = "") List<String> ignored) {}

    /**
     * {@code limits}.
     *
     * @param connectTimeout how long a connection to an upstream may take
     * @param callTimeout how long a call may take when the caller allows no less; on the Argo face until its answer begins,
     *     for the event of a webhook and for an asset of Argo's pages too
     * @param streamHeartbeat how long a stream is silent before a sign of life is sent
     * @param maxConcurrentCalls how many calls to the Argo Server are under way at once
     * @param maxConcurrentStreams how many streams are open at the Argo Server at once, however many read them; argo-server
     *     freezes at about 250
     * @param maxFollowedLogs how many of them are followed logs, of which argo-server bears fewer
     * @param watchHistory how many bytes of the newest events a shared watch keeps; a reader that is further behind is cut
     * @param failureRateThreshold the percentage of failed calls, 1 to 100, at which calls are held back
     * @param slidingWindow over how many calls the percentage is taken
     * @param openFor how long calls are held back before one is tried again
     */
    public record Limits(
            @Bindable(defaultValue = "2s") Duration connectTimeout,
            @Bindable(defaultValue = "30s") Duration callTimeout,
            @Bindable(defaultValue = "15s") Duration streamHeartbeat,
            @Bindable(defaultValue = "256") int maxConcurrentCalls,
            @Bindable(defaultValue = "200") int maxConcurrentStreams,
            @Bindable(defaultValue = "100") int maxFollowedLogs,
            @Bindable(defaultValue = "16777216") int watchHistory,
            @Bindable(defaultValue = "50") int failureRateThreshold,
            @Bindable(defaultValue = "50") int slidingWindow,
            @Bindable(defaultValue = "5s") Duration openFor) {}
}
