package io.tiphys.gateway.testbed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.KubernetesAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The gateway's own account, in a namespace {@code tiphys-system-<hex>}, with the rights of files of {@code manifests/}
 * and no others. Only names are changed on the way: what belongs to the whole cluster is called differently for each
 * instance, so that tests do not meet.
 */
public final class GatewayAccount implements AutoCloseable {
    private static final String ACCOUNT = "tiphys";
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final ClusterUnderTest cluster;
    private final TestNamespace home;
    private final List<HasMetadata> clusterWide = new ArrayList<>();
    private final Path tokenFile;

    private GatewayAccount(ClusterUnderTest cluster) {
        this.cluster = cluster;
        this.home = TestNamespace.create(cluster.admin(), "tiphys-system-");
        home.serviceAccount(ACCOUNT);
        this.tokenFile =
                TemporaryFiles.write("gateway", ".token", home.token(ACCOUNT).reveal());
        Leftovers.add(this, this::removeClusterWide);
    }

    /** An account that may do nothing. */
    public static GatewayAccount withoutRights(ClusterUnderTest cluster) {
        return new GatewayAccount(cluster);
    }

    /** An account for mode {@code direct} without a token file. */
    public static GatewayAccount forDirect(ClusterUnderTest cluster) {
        return new GatewayAccount(cluster).with("direct.yaml", List.of());
    }

    /** An account for mode {@code direct} with a token file. */
    public static GatewayAccount forConfiguredToken(ClusterUnderTest cluster) {
        return new GatewayAccount(cluster).with("caller-review.yaml", List.of());
    }

    /** An account for mode {@code token-request} with service account {@code tiphys-submitter} of these namespaces. */
    public static GatewayAccount forTokenRequest(ClusterUnderTest cluster, TestNamespace... served) {
        return forConfiguredToken(cluster).with("token-request.yaml", List.of(served));
    }

    /** The same for mode {@code service-account-secret}. */
    public static GatewayAccount forServiceAccountSecret(ClusterUnderTest cluster, TestNamespace... served) {
        return forConfiguredToken(cluster).with("service-account-secret.yaml", List.of(served));
    }

    /** The same account, which may count the unfinished workflows of these namespaces. */
    public GatewayAccount counting(TestNamespace... served) {
        return with("unfinished-workflows.yaml", List.of(served));
    }

    /** The same account, which may read Argo's annotations in these namespaces and act as the annotated accounts there. */
    public GatewayAccount readingAnnotations(TestNamespace... places) {
        return with("argo-account-rules.yaml", List.of(places));
    }

    /** The user name of the account. */
    public String user() {
        return home.user(ACCOUNT);
    }

    /** The file with its token. */
    public Path tokenFile() {
        return tokenFile;
    }

    /** Its token. */
    public BearerToken token() {
        return BearerToken.of(Checkout.read(tokenFile));
    }

    /** How the gateway reaches the cluster as this account. */
    public KubernetesAccess access() {
        return accessThrough(cluster.kubernetes(), cluster.kubernetesCa());
    }

    /** How the gateway reaches the cluster as this account through a proxy. */
    public KubernetesAccess accessThrough(FaultProxy proxy) {
        return accessThrough(proxy.uri(), proxy.certificate().orElseThrow());
    }

    private KubernetesAccess accessThrough(URI uri, Path certificateAuthority) {
        return new KubernetesAccess.TokenFile(uri, Optional.of(certificateAuthority), tokenFile);
    }

    private GatewayAccount with(String manifest, Collection<TestNamespace> served) {
        List<HasMetadata> clusterWideHere = new ArrayList<>();
        StringBuilder namespaced = new StringBuilder();
        for (HasMetadata object : objects(manifest)) {
            switch (object) {
                case ServiceAccount alreadyThere -> {}
                case ClusterRole role -> clusterWideHere.add(role);
                case ClusterRoleBinding binding -> clusterWideHere.add(binding);
                case RoleBinding binding -> {
                    rename(binding.getSubjects());
                    namespaced.append("---\n").append(YAML.asYaml(binding));
                }
                default -> namespaced.append("---\n").append(YAML.asYaml(object));
            }
        }
        clusterWideHere.forEach(this::createClusterWide);
        AppliedRights.await(cluster.admin(), clusterWideHere);
        served.forEach(namespace -> namespace.apply(namespaced.toString()));
        return this;
    }

    private static List<HasMetadata> objects(String manifest) {
        Object read = YAML.unmarshal(Checkout.text("manifests/" + manifest));
        return ((Collection<?>) read).stream().map(HasMetadata.class::cast).toList();
    }

    private void createClusterWide(HasMetadata object) {
        String suffix = home.name().substring(ACCOUNT.length());
        object.getMetadata().setName(object.getMetadata().getName() + suffix);
        if (object instanceof ClusterRoleBinding binding) {
            binding.getRoleRef().setName(binding.getRoleRef().getName() + suffix);
            rename(binding.getSubjects());
        }
        clusterWide.add(object);
        cluster.admin().resource(object).create();
    }

    private void rename(List<Subject> subjects) {
        subjects.forEach(subject -> subject.setNamespace(home.name()));
    }

    @Override
    public void close() {
        Leftovers.remove(this);
        home.close();
    }

    private void removeClusterWide() {
        clusterWide.forEach(object -> cluster.admin().resource(object).delete());
    }
}
