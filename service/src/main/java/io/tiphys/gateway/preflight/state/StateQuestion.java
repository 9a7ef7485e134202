package io.tiphys.gateway.preflight.state;

import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.validation.requirement.template.TemplateHolder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question about the state of a cluster. One question is one request. Equal questions are the same question.
 *
 * @param <T> the type of a known answer
 */
public sealed interface StateQuestion<T> {
    /** The permission that the question needs. */
    AccessCheck right(String namespace);

    /** The specification of a template: a JSON document with the member {@code spec}. */
    record TemplateSpecification(TemplateHolder holder) implements StateQuestion<byte[]> {
        @Override
        public AccessCheck right(String namespace) {
            boolean cluster = holder.kind() == TemplateHolder.Kind.CLUSTER_WORKFLOW_TEMPLATE;
            return new AccessCheck(
                    "get",
                    "argoproj.io",
                    cluster ? "clusterworkflowtemplates" : "workflowtemplates",
                    "",
                    cluster ? "" : namespace,
                    holder.name());
        }
    }

    /** The keys of a config map. */
    record ConfigMapKeys(String name) implements StateQuestion<Set<String>> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "configmaps", namespace, name);
        }
    }

    /**
     * The keys of a secret; never a value.
     *
     * @param keysWanted whether the keys are wanted; otherwise only existence is checked, and no content leaves the API
     *     server
     */
    record SecretKeys(String name, boolean keysWanted) implements StateQuestion<Set<String>> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "secrets", namespace, name);
        }
    }

    /** The labels of a config map; no content of the config map leaves the API server. */
    record ConfigMapLabels(String name) implements StateQuestion<Map<String, String>> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "configmaps", namespace, name);
        }
    }

    /**
     * The executor plugins that are installed in a namespace, and whose sidecars get a token.
     *
     * @param home the namespace; not always that of the workflow
     */
    record ExecutorPlugins(String home) implements StateQuestion<List<ExecutorPlugin>> {
        @Override
        public AccessCheck right(String namespace) {
            return new AccessCheck("list", "", "configmaps", "", home, "");
        }
    }

    /** The names of the secrets of a service account. */
    record Account(String name) implements StateQuestion<AccountSecrets> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "serviceaccounts", namespace, name);
        }
    }

    /** Whether a priority class exists. */
    record PriorityClassExists(String name) implements StateQuestion<Boolean> {
        @Override
        public AccessCheck right(String namespace) {
            return named("scheduling.k8s.io", "priorityclasses", "", name);
        }
    }

    record Claim(String name) implements StateQuestion<VolumeClaim> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "persistentvolumeclaims", namespace, name);
        }
    }

    /** Whether a storage class binds volumes only at their first use by a pod. */
    record WaitsForFirstConsumer(String storageClass) implements StateQuestion<Boolean> {
        @Override
        public AccessCheck right(String namespace) {
            return named("storage.k8s.io", "storageclasses", "", storageClass);
        }
    }

    record NamespaceLabels() implements StateQuestion<Map<String, String>> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "namespaces", namespace, namespace);
        }
    }

    /** The quotas of the namespace. Their names are unknown, so they are listed. */
    record Quotas() implements StateQuestion<List<ResourceQuota>> {
        @Override
        public AccessCheck right(String namespace) {
            return new AccessCheck("list", "", "resourcequotas", "", namespace, "");
        }
    }

    /** The limit ranges of the namespace, listed because their names are unknown. */
    record LimitRanges() implements StateQuestion<List<LimitRange>> {
        @Override
        public AccessCheck right(String namespace) {
            return new AccessCheck("list", "", "limitranges", "", namespace, "");
        }
    }

    /** The kinds of an API version that the cluster serves, by name. Every authenticated caller may read them. */
    record ServedKinds(String apiVersion) implements StateQuestion<Map<String, ServedKind>> {
        @Override
        public AccessCheck right(String namespace) {
            return new AccessCheck("get", "", "apis", "", "", "");
        }
    }

    /**
     * A dry run of the creation of a pod.
     *
     * @param pod {@code metadata} without a name, and {@code spec}
     */
    record PodDryRun(Map<String, Object> pod) implements StateQuestion<PodVerdict> {
        public static AccessCheck createPods(String namespace) {
            return new AccessCheck("create", "", "pods", "", namespace, "");
        }

        @Override
        public AccessCheck right(String namespace) {
            return createPods(namespace);
        }
    }

    private static AccessCheck named(String group, String resource, String namespace, String name) {
        return new AccessCheck("get", group, resource, "", namespace, name);
    }
}
