package io.tiphys.gateway.testbed;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The one cluster of this JVM, or the reason why there is none. */
final class ChosenCluster {
    private static final String CONTEXT = "context:";

    private static @Nullable ClusterUnderTest running;
    private static @Nullable String unavailable;

    private ChosenCluster() {}

    static synchronized ClusterUnderTest get() {
        if (running == null && unavailable == null) {
            start(Settings.value("TIPHYS_CLUSTER").orElse("native"));
        }
        Assumptions.assumeTrue(unavailable == null, unavailable);
        return Optional.ofNullable(running).orElseThrow();
    }

    private static void start(String choice) {
        try {
            running = provider(choice);
        } catch (ClusterUnavailableException e) {
            unavailable = "cluster '" + choice + "' cannot run here: " + e.getMessage();
            System.out.println("SKIPPED: " + unavailable);
        }
    }

    private static ClusterUnderTest provider(String choice) throws ClusterUnavailableException {
        if (choice.startsWith(CONTEXT)) {
            return ContextCluster.of(choice.substring(CONTEXT.length()));
        }
        return switch (choice) {
            case "native" -> NativeCluster.start();
            case "k3s" -> K3sCluster.start();
            default ->
                throw new IllegalArgumentException(
                        "TIPHYS_CLUSTER is '" + choice + "': it has to be native, k3s or context:<name>");
        };
    }
}
