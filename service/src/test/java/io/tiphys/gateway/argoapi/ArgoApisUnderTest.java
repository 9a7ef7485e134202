package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The Argo Server, and a gateway in mode {@code direct} in front of it, with a few namespaces that one account may use
 * through both. Shared by all tests of a JVM; thread-safe.
 */
final class ArgoApisUnderTest {
    /** Whoever needs a namespace of its own takes one by its number; the numbers are given out here. */
    static final int COMMAND_LINE = 0;

    static final int PYTHON = 4;
    static final int READS = 6;
    static final int LONG_LISTS = 7;
    static final int STREAMS = 8;
    static final int BROWSER = 9;
    private static final int NAMESPACES = 10;

    private static @Nullable ArgoApisUnderTest instance;

    private final ClusterUnderTest cluster = ClusterUnderTest.current();
    private final Scientist scientist = Scientist.create(cluster);
    private final List<TestNamespace> namespaces = IntStream.range(0, NAMESPACES)
            .parallel()
            .mapToObj(number -> scientist.namespace())
            .toList();
    private final ArgoApiUnderTest direct = new ArgoApiUnderTest("argo-server", cluster.argoServer());
    private final ArgoApiUnderTest gateway;
    private final ExampleObjects examples;

    private ArgoApisUnderTest() {
        RunningGateway running = RunningGateway.start(EnvironmentSettings.of(
                        "argo",
                        cluster.argoServer(),
                        GatewayAccount.forDirect(cluster).access(),
                        namespaces.toArray(TestNamespace[]::new))
                .direct());
        examples = ExampleObjects.in(namespaces.get(READS), cluster, direct, scientist.token());
        gateway = new ArgoApiUnderTest("gateway", running.rest());
    }

    /** The faces; made by the first test that asks. */
    static synchronized ArgoApisUnderTest get() {
        ArgoApisUnderTest faces = instance;
        if (faces == null) {
            faces = new ArgoApisUnderTest();
            instance = faces;
        }
        return faces;
    }

    ClusterUnderTest cluster() {
        return cluster;
    }

    /** Straight to the Argo Server. */
    ArgoApiUnderTest direct() {
        return direct;
    }

    /** Through the gateway. */
    ArgoApiUnderTest gateway() {
        return gateway;
    }

    /** Both ways, the direct one first. */
    List<ArgoApiUnderTest> both() {
        return List.of(direct, gateway);
    }

    /** The account that may do everything in the namespaces. */
    Scientist scientist() {
        return scientist;
    }

    /** What is in the namespace {@link #READS}. */
    ExampleObjects examples() {
        return examples;
    }

    /** One of the namespaces. */
    TestNamespace namespace(int number) {
        return namespaces.get(number);
    }
}
