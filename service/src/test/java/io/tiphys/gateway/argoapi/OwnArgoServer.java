package io.tiphys.gateway.argoapi;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.FreePorts;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.ShownCertificate;
import io.tiphys.gateway.testbed.TemporaryFiles;
import io.tiphys.gateway.testbed.WireJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An Argo Server of a test's own, as its own account, whose way to Kubernetes the test can cut. What a test does to it
 * harms nobody else.
 */
public final class OwnArgoServer implements AutoCloseable {
    private static final String NAMESPACE = "argo";
    private static final List<String> ONE_PATH_OF_EACH_SERVICE = List.of(
            "info",
            "workflows/argo",
            "workflow-templates/argo",
            "cron-workflows/argo",
            "cluster-workflow-templates",
            "archived-workflows",
            "event-sources/argo",
            "sensors/argo",
            "workflow-event-bindings/argo",
            "sync/argo/key");

    private final WireJournal journal;
    private final FaultProxy kubernetes;
    private final ProcessBuilder builder;
    private final ArgoApiUnderTest face;
    private volatile Process process;

    private OwnArgoServer(WireJournal journal, FaultProxy kubernetes, ProcessBuilder builder, ArgoApiUnderTest face)
            throws IOException {
        this.journal = journal;
        this.kubernetes = kubernetes;
        this.builder = builder;
        this.face = face;
        this.process = builder.start();
    }

    /** Starts one and waits until it answers. */
    public static OwnArgoServer start(ClusterUnderTest cluster) {
        return start(cluster, false, NAMESPACE, "client");
    }

    /** The same, with TLS and a certificate of its own making. */
    static OwnArgoServer startEncrypted(ClusterUnderTest cluster) {
        return start(cluster, true, NAMESPACE, "client");
    }

    /** One that signs people in as the configuration in a namespace says, and takes Kubernetes tokens as well. */
    static OwnArgoServer startWithSingleSignOn(ClusterUnderTest cluster, String namespace) {
        return start(cluster, false, namespace, "client", "sso");
    }

    private static OwnArgoServer start(
            ClusterUnderTest cluster, boolean encrypted, String namespace, String... authModes) {
        WireJournal journal = new WireJournal();
        FaultProxy kubernetes = FaultProxy.ofKubernetes(cluster, journal);
        int port = FreePorts.next();
        Path kubeconfig = TemporaryFiles.write("argo-server", ".kubeconfig", kubeconfig(cluster, kubernetes));
        List<String> command = new ArrayList<>(List.of(
                cluster.argoCommand().orElseThrow().toString(),
                "server",
                "--secure=" + encrypted,
                "--port",
                String.valueOf(port),
                "--namespace",
                namespace,
                "--loglevel",
                "error"));
        List.of(authModes).forEach(mode -> command.addAll(List.of("--auth-mode", mode)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("HOME", System.getProperty("java.io.tmpdir"));
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            OwnArgoServer server = new OwnArgoServer(
                    journal,
                    kubernetes,
                    builder,
                    new ArgoApiUnderTest(
                            "argo-server",
                            URI.create((encrypted ? "https://localhost:" : "http://127.0.0.1:") + port)));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.process.destroyForcibly()));
            Patience.until("an Argo Server answers", server::answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ArgoApiUnderTest face() {
        return face;
    }

    /** Scheme, host and port. */
    public URI uri() {
        return face.uri();
    }

    /** Whether it has asked Kubernetes for a watch of one workflow and got it. */
    boolean watched(String workflow) {
        return journal.calls().stream()
                .anyMatch(call -> call.path().contains("watch=true")
                        && call.path().contains(workflow)
                        && call.status().orElse(0) == 200);
    }

    /** Ends all its connections to Kubernetes, as Kubernetes does to watches from time to time. */
    void cutWayToKubernetes() {
        kubernetes.cutConnections();
    }

    /** Ends all its connections to Kubernetes and lets it make no new ones, until {@link #findWayToKubernetes}. */
    void loseWayToKubernetes() {
        kubernetes.refuseConnections();
    }

    void findWayToKubernetes() {
        kubernetes.heal();
    }

    /** Whether its process runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Starts it again, on the same port, and waits until it answers. */
    public void restart() {
        process.destroyForcibly();
        try {
            process.waitFor();
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Patience.until("an Argo Server answers", this::answers);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        kubernetes.close();
    }

    /** The file of the certificate that an encrypted one has made for itself. */
    Path certificate() throws IOException {
        return ShownCertificate.of(face.uri());
    }

    /**
     * Nobody signed in: answers of 401 mean that it works. To accept connections is not enough: its HTTP face calls its
     * own gRPC face, over one connection for each service, and may do so before that listens. Until such a connection
     * is tried again, about a second later, its service alone answers 503 (Argo 4.0.5).
     */
    private boolean answers() {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(ShownCertificate.acceptingAny())
                .build()) {
            for (String path : ONE_PATH_OF_EACH_SERVICE) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(face.uri() + "/api/v1/" + path))
                        .build();
                if (client.send(request, BodyHandlers.discarding()).statusCode() != 401) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String kubeconfig(ClusterUnderTest cluster, FaultProxy kubernetes) {
        String token = cluster.admin()
                .serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName("argo-server")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        return """
            apiVersion: v1
            kind: Config
            current-context: testbed
            contexts: [{name: testbed, context: {cluster: testbed, user: argo-server}}]
            clusters: [{name: testbed, cluster: {server: "%s", certificate-authority: "%s"}}]
            users: [{name: argo-server, user: {token: "%s"}}]
            """.formatted(kubernetes.uri(), kubernetes.certificate().orElseThrow(), token);
    }
}
