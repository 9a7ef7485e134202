package io.tiphys.gateway.testbed;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * A cluster that somebody has, with Argo in it. The tests install nothing into it but namespaces and accounts of their
 * own, which they remove.
 *
 * @param context the name of the context in the kubeconfig
 * @param admin see {@link ClusterUnderTest}
 * @param argoServer see {@link ClusterUnderTest}
 * @param kubernetes see {@link ClusterUnderTest}
 * @param kubernetesCa see {@link ClusterUnderTest}
 */
record ContextCluster(String context, KubernetesClient admin, URI argoServer, URI kubernetes, Path kubernetesCa)
        implements ClusterUnderTest {
    private static final String ARGO_SERVER = "TIPHYS_ARGO_SERVER";
    private static final String ARGO_COMMAND = "TIPHYS_ARGO_COMMAND";

    static ContextCluster of(String context) throws ClusterUnavailableException {
        Config config = Config.autoConfigure(context);
        NamedContext found = config.getCurrentContext();
        // fabric8 takes the current context when there is none of this name: a test must never run in another cluster.
        if (found == null || !context.equals(found.getName())) {
            throw new ClusterUnavailableException("the kubeconfig has no context of this name");
        }
        URI argoServer = URI.create(Settings.value(ARGO_SERVER)
                .orElseThrow(() -> new ClusterUnavailableException(
                        ARGO_SERVER + " is not set to the address of its Argo Server")));
        return new ContextCluster(
                context,
                new KubernetesClientBuilder().withConfig(config).build(),
                argoServer,
                URI.create(config.getMasterUrl()),
                certificateAuthority(config));
    }

    @Override
    public String provider() {
        return "context:" + context;
    }

    @Override
    public Optional<String> serviceAccountKey() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> argoCommand() {
        return Settings.value(ARGO_COMMAND).map(Path::of);
    }

    @Override
    public boolean runsPods() {
        return admin.nodes().list().getItems().stream()
                .flatMap(node -> node.getStatus().getConditions().stream())
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    static Path certificateAuthority(Config config) throws ClusterUnavailableException {
        if (config.getCaCertFile() != null) {
            return Path.of(config.getCaCertFile());
        }
        if (config.getCaCertData() == null) {
            throw new ClusterUnavailableException("its kubeconfig names no certificate authority");
        }
        return TemporaryFiles.write("ca", ".crt", Base64.getDecoder().decode(config.getCaCertData()));
    }
}
