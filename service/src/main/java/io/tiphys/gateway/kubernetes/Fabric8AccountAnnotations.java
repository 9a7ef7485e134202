package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.environment.account.AccountAnnotations;
import io.tiphys.gateway.environment.account.AnnotatedAccount;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import io.tiphys.gateway.kubernetes.cluster.KubernetesFailures;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists service accounts under the gateway's own account. */
@Singleton
final class Fabric8AccountAnnotations implements AccountAnnotations {
    private final Clusters clusters;

    Fabric8AccountAnnotations(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public List<AnnotatedAccount> annotated(String environment, Namespace namespace) {
        try {
            List<ServiceAccount> accounts = clusters.of(environment)
                    .ask(
                            "list serviceaccounts",
                            client -> client.serviceAccounts()
                                    .inNamespace(namespace.value())
                                    .list()
                                    .getItems());
            return accounts.stream()
                    .map(account -> annotated(namespace, account.getMetadata()))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (KubernetesClientException e) {
            throw KubernetesFailures.credential(
                    "list serviceaccounts in namespace '" + namespace + "'", "argo-account-rules.yaml", e);
        }
    }

    private static Optional<AnnotatedAccount> annotated(Namespace namespace, ObjectMeta account) {
        Map<String, String> annotations = account.getAnnotations();
        return annotations == null ? Optional.empty() : AnnotatedAccount.of(namespace, account.getName(), annotations);
    }
}
