package io.tiphys.gateway.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A real Kubernetes with a real Argo. One instance serves all tests of a JVM; each test makes a {@link TestNamespace} of
 * its own. The system property or environment variable {@code TIPHYS_CLUSTER} chooses which: {@code native} (the
 * default), {@code k3s} or {@code context:<name>}. Implementations are thread-safe.
 */
public interface ClusterUnderTest {
    /** What the choice calls it, for example {@code native}. */
    String provider();

    /** A client with all rights; shared, so nobody closes it. */
    KubernetesClient admin();

    /** The Argo Server, in auth mode {@code client}. */
    URI argoServer();

    /** The API server. */
    URI kubernetes();

    /** The PEM certificate that the API server's own is signed with. */
    Path kubernetesCa();

    /** The PEM key that the cluster signs service account tokens with, where it can be had; for tokens that nobody makes. */
    Optional<String> serviceAccountKey();

    /** The argo command line of the Argo Server's version, where the provider brings one. */
    Optional<Path> argoCommand();

    /** The API server's audit log in JSON lines, where the provider writes one that tests can read. */
    default Optional<Path> auditLog() {
        return Optional.empty();
    }

    /** Whether pods run here; without, only workflows that need none come to an end. */
    boolean runsPods();

    /**
     * The chosen cluster, started when it has to be.
     *
     * @throws org.opentest4j.TestAbortedException with the reason when the chosen provider cannot run on this machine:
     *     JUnit then reports the test as skipped
     */
    static ClusterUnderTest current() {
        return ChosenCluster.get();
    }
}
