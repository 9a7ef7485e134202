package io.tiphys.gateway.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The testbed: etcd, Kubernetes and Argo as processes of this machine. It goes on running when the tests end, for the
 * next ones.
 *
 * @param admin see {@link ClusterUnderTest}
 * @param argoServer see {@link ClusterUnderTest}
 * @param kubernetes see {@link ClusterUnderTest}
 * @param kubernetesCa see {@link ClusterUnderTest}
 * @param serviceAccountKey see {@link ClusterUnderTest}
 * @param argoCommand see {@link ClusterUnderTest}
 * @param auditLog see {@link ClusterUnderTest}
 * @param runsPods see {@link ClusterUnderTest}
 */
record NativeCluster(
        KubernetesClient admin,
        URI argoServer,
        URI kubernetes,
        Path kubernetesCa,
        Optional<String> serviceAccountKey,
        Optional<Path> argoCommand,
        Optional<Path> auditLog,
        boolean runsPods)
        implements ClusterUnderTest {
    /** Starts the testbed or finds it running. One that breaks fails the tests: nothing excuses it. */
    static NativeCluster start() throws ClusterUnavailableException {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            throw new ClusterUnavailableException("the testbed's processes need Linux");
        }
        run("up");
        Map<String, String> where = parse(run("env"));
        Config admin = Config.fromKubeconfig(Path.of(value(where, "KUBECONFIG")).toFile());
        return new NativeCluster(
                new KubernetesClientBuilder().withConfig(admin).build(),
                URI.create(value(where, "ARGO_SERVER_URL")),
                URI.create(value(where, "KUBERNETES_URL")),
                Path.of(value(where, "CA_FILE")),
                Optional.of(Checkout.read(Path.of(value(where, "STATE"), "certificates", "service-account.key"))),
                Optional.of(Path.of(value(where, "BIN"), "argo")),
                Optional.of(Path.of(value(where, "AUDIT_LOG"))),
                Boolean.parseBoolean(value(where, "PODS")));
    }

    @Override
    public String provider() {
        return "native";
    }

    /** Lines {@code KEY=VALUE} of {@code testbed/env}. */
    static Map<String, String> parse(String lines) {
        return lines.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
    }

    /** Shell quoting is not undone here: a value that needed any is refused. */
    private static String value(Map<String, String> where, String key) {
        String value = where.get("TESTBED_" + key);
        if (value == null || value.contains("\\") || value.contains("'")) {
            throw new IllegalStateException("testbed/env tells no plain TESTBED_" + key + ": " + value);
        }
        return value;
    }

    private static String run(String command) {
        Path script = Checkout.path("testbed").resolve(command);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
            // With it testbed/up starts afresh, which would remove the testbed under the tests of another JVM.
            builder.environment().remove("CI");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("testbed/" + command + " ended with status " + status);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
