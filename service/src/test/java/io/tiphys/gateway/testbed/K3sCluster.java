package io.tiphys.gateway.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Kubernetes in one Docker container, with Argo's own manifests of the testbed's version in it. The container goes when
 * the JVM ends.
 *
 * @param admin see {@link ClusterUnderTest}
 * @param argoServer see {@link ClusterUnderTest}
 * @param kubernetes see {@link ClusterUnderTest}
 * @param kubernetesCa see {@link ClusterUnderTest}
 * @param serviceAccountKey see {@link ClusterUnderTest}
 */
record K3sCluster(
        KubernetesClient admin, URI argoServer, URI kubernetes, Path kubernetesCa, Optional<String> serviceAccountKey)
        implements ClusterUnderTest {
    private static final String DEFAULT_IMAGE = "rancher/k3s:v1.34.1-k3s1";
    private static final String KEY = "/var/lib/rancher/k3s/server/tls/service.current.key";
    private static final int ARGO_PORT = 2746;

    /** The Argo Server in auth mode client, without TLS, on the network of the container, whose port is published. */
    private static final String ARGO_SERVER_PATCH = """
            [{"op": "replace", "path": "/spec/template/spec/containers/0/args",
              "value": ["server", "--auth-mode", "client", "--secure=false"]},
             {"op": "replace", "path": "/spec/template/spec/containers/0/readinessProbe/httpGet/scheme", "value": "HTTP"},
             {"op": "add", "path": "/spec/template/spec/hostNetwork", "value": true}]""";

    @SuppressWarnings("resource") // Testcontainers removes it
    static K3sCluster start() throws ClusterUnavailableException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new ClusterUnavailableException("there is no Docker");
        }
        String image = Settings.value("TIPHYS_K3S_IMAGE").orElse(DEFAULT_IMAGE);
        K3sContainer container =
                new K3sContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s"));
        container.addExposedPort(ARGO_PORT);
        container.start();
        installArgo(container);
        Config admin = Config.fromKubeconfig(container.getKubeConfigYaml());
        return new K3sCluster(
                new KubernetesClientBuilder().withConfig(admin).build(),
                URI.create("http://" + container.getHost() + ":" + container.getMappedPort(ARGO_PORT)),
                URI.create(admin.getMasterUrl()),
                ContextCluster.certificateAuthority(admin),
                Optional.of(run(container, "cat", KEY)));
    }

    @Override
    public String provider() {
        return "k3s";
    }

    @Override
    public Optional<Path> argoCommand() {
        return Optional.empty();
    }

    @Override
    public boolean runsPods() {
        return true;
    }

    private static void installArgo(K3sContainer container) {
        String version = Checkout.text("testbed/versions")
                .lines()
                .filter(line -> line.startsWith("ARGO_VERSION="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        String manifest = "https://github.com/argoproj/argo-workflows/releases/download/v" + version + "/install.yaml";
        run(container, "kubectl", "create", "namespace", "argo");
        // Server side, because the definitions are too large for an annotation.
        run(container, "kubectl", "apply", "--namespace", "argo", "--server-side", "--filename", manifest);
        run(
                container,
                "kubectl",
                "patch",
                "--namespace",
                "argo",
                "deployment",
                "argo-server",
                "--type",
                "json",
                "--patch",
                ARGO_SERVER_PATCH);
        for (String deployment : new String[] {"argo-server", "workflow-controller"}) {
            run(
                    container,
                    "kubectl",
                    "rollout",
                    "status",
                    "--namespace",
                    "argo",
                    "deployment/" + deployment,
                    "--timeout",
                    "300s");
        }
    }

    private static String run(K3sContainer container, String... command) {
        try {
            ExecResult result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(Arrays.toString(command) + ": " + result.getStderr());
            }
            return result.getStdout();
        } catch (IOException e) {
            throw new IllegalStateException(Arrays.toString(command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
