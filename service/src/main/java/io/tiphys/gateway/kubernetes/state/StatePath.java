package io.tiphys.gateway.kubernetes.state;

import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.gateway.preflight.state.StateQuestion.Account;
import io.tiphys.gateway.preflight.state.StateQuestion.Claim;
import io.tiphys.gateway.preflight.state.StateQuestion.ConfigMapKeys;
import io.tiphys.gateway.preflight.state.StateQuestion.ConfigMapLabels;
import io.tiphys.gateway.preflight.state.StateQuestion.ExecutorPlugins;
import io.tiphys.gateway.preflight.state.StateQuestion.LimitRanges;
import io.tiphys.gateway.preflight.state.StateQuestion.NamespaceLabels;
import io.tiphys.gateway.preflight.state.StateQuestion.PodDryRun;
import io.tiphys.gateway.preflight.state.StateQuestion.PriorityClassExists;
import io.tiphys.gateway.preflight.state.StateQuestion.Quotas;
import io.tiphys.gateway.preflight.state.StateQuestion.SecretKeys;
import io.tiphys.gateway.preflight.state.StateQuestion.ServedKinds;
import io.tiphys.gateway.preflight.state.StateQuestion.TemplateSpecification;
import io.tiphys.gateway.preflight.state.StateQuestion.WaitsForFirstConsumer;
import io.tiphys.validation.requirement.template.TemplateHolder;
import java.util.regex.Pattern;

/**
 * The API server's path for a question.
 *
 * @param text the path with its query
 * @param accept the media type of the response
 * @param possible whether such an object can exist: a name comes from a workflow and must not lead to another path
 */
record StatePath(String text, String accept, boolean possible) {
    private static final String WHOLE = "application/json";

    /** The object's metadata without its content. */
    private static final String METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    private static final String PAGE = "?limit=100";
    private static final String PLUGINS = "workflows.argoproj.io%2Fconfigmap-type%3DExecutorPlugin";
    private static final int LONGEST_NAME = 253;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    private static final Pattern API_VERSION = Pattern.compile("([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?v[a-z0-9]+");

    static StatePath of(StateQuestion<?> question, String namespace) {
        String core = "/api/v1/namespaces/" + namespace + "/";
        return switch (question) {
            case TemplateSpecification(var holder) ->
                holder.kind() == TemplateHolder.Kind.CLUSTER_WORKFLOW_TEMPLATE
                        ? object("/apis/argoproj.io/v1alpha1/clusterworkflowtemplates/", holder.name(), WHOLE)
                        : object(
                                "/apis/argoproj.io/v1alpha1/namespaces/" + namespace + "/workflowtemplates/",
                                holder.name(),
                                WHOLE);
            case ConfigMapLabels(var name) -> object(core + "configmaps/", name, METADATA);
            case ConfigMapKeys(var name) -> object(core + "configmaps/", name, WHOLE);
            case SecretKeys(var name, var keysWanted) -> object(core + "secrets/", name, keysWanted ? WHOLE : METADATA);
            case ExecutorPlugins(var home) ->
                new StatePath(
                        "/api/v1/namespaces/" + home + "/configmaps" + PAGE + "&labelSelector=" + PLUGINS,
                        WHOLE,
                        NAME.matcher(home).matches());
            case Account(var name) -> object(core + "serviceaccounts/", name, WHOLE);
            case PriorityClassExists(var name) -> object("/apis/scheduling.k8s.io/v1/priorityclasses/", name, METADATA);
            case Claim(var name) -> object(core + "persistentvolumeclaims/", name, WHOLE);
            case WaitsForFirstConsumer(var name) -> object("/apis/storage.k8s.io/v1/storageclasses/", name, WHOLE);
            case NamespaceLabels() -> new StatePath("/api/v1/namespaces/" + namespace, METADATA, true);
            case Quotas() -> new StatePath(core + "resourcequotas" + PAGE, WHOLE, true);
            case LimitRanges() -> new StatePath(core + "limitranges" + PAGE, WHOLE, true);
            case PodDryRun ignored -> new StatePath(core + "pods?dryRun=All&fieldValidation=Ignore", WHOLE, true);
            case ServedKinds(var version) ->
                new StatePath(
                        (version.contains("/") ? "/apis/" : "/api/") + version,
                        WHOLE,
                        API_VERSION.matcher(version).matches());
        };
    }

    private static StatePath object(String collection, String name, String accept) {
        boolean possible = name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
        return new StatePath(possible ? collection + name : collection, accept, possible);
    }
}
