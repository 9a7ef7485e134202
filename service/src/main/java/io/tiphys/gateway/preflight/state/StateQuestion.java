package io.tiphys.gateway.preflight.state;

import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.validation.requirement.TemplateHolder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question about the state of a cluster. One question is one request, and equal questions are the same.
 *
 * @param <T> what a known answer tells
 */
public sealed interface StateQuestion<T> {
    /** The right that the one who asks needs. */
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
     * @param keysWanted whether its keys are asked for; otherwise only whether it is there, and nothing of its content
     *     leaves the API server
     */
    record SecretKeys(String name, boolean keysWanted) implements StateQuestion<Set<String>> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "secrets", namespace, name);
        }
    }

    /** The labels of a config map; nothing of its content leaves the API server. */
    record ConfigMapLabels(String name) implements StateQuestion<Map<String, String>> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "configmaps", namespace, name);
        }
    }

    /** The names of the secrets that belong to a service account. */
    record Account(String name) implements StateQuestion<AccountSecrets> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "serviceaccounts", namespace, name);
        }
    }

    /** Whether a priority class is there. */
    record PriorityClassExists(String name) implements StateQuestion<Boolean> {
        @Override
        public AccessCheck right(String namespace) {
            return named("scheduling.k8s.io", "priorityclasses", "", name);
        }
    }

    /** A volume claim. */
    record Claim(String name) implements StateQuestion<VolumeClaim> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "persistentvolumeclaims", namespace, name);
        }
    }

    /** Whether volumes of a storage class are bound only when the first pod uses them. */
    record WaitsForFirstConsumer(String storageClass) implements StateQuestion<Boolean> {
        @Override
        public AccessCheck right(String namespace) {
            return named("storage.k8s.io", "storageclasses", "", storageClass);
        }
    }

    /** The labels of the namespace. */
    record NamespaceLabels() implements StateQuestion<Map<String, String>> {
        @Override
        public AccessCheck right(String namespace) {
            return named("", "namespaces", namespace, namespace);
        }
    }

    /** The quotas of the namespace. They have no names that anybody could know, so they are listed. */
    record Quotas() implements StateQuestion<List<ResourceQuota>> {
        @Override
        public AccessCheck right(String namespace) {
            return new AccessCheck("list", "", "resourcequotas", "", namespace, "");
        }
    }

    /** The limit ranges of the namespace, listed for the same reason. */
    record LimitRanges() implements StateQuestion<List<LimitRange>> {
        @Override
        public AccessCheck right(String namespace) {
            return new AccessCheck("list", "", "limitranges", "", namespace, "");
        }
    }

    /** The kinds that the cluster serves in an API version, by their names. Everybody who is known may ask this. */
    record ServedKinds(String apiVersion) implements StateQuestion<Map<String, ServedKind>> {
        @Override
        public AccessCheck right(String namespace) {
            return new AccessCheck("get", "", "apis", "", "", "");
        }
    }

    /**
     * What the API server says of a pod, without making it.
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
