package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A namespace with one object of each kind, none of which changes any more once they have come to rest. */
final class ExampleObjects {
    private final ListedWorkflows listed;
    private final boolean pods;

    private ExampleObjects(ListedWorkflows listed, boolean pods) {
        this.listed = listed;
        this.pods = pods;
    }

    /** Makes them; {@code waiting} waits to be resumed, {@code logged} says five lines and leaves an artifact. */
    static ExampleObjects in(TestNamespace namespace, ClusterUnderTest cluster, ArgoApiUnderTest direct, String token) {
        for (String file : new String[] {"template", "cron", "waiting"}) {
            namespace.apply(document(file));
        }
        if (cluster.runsPods()) {
            namespace.apply(document("counting").replace("generateName: counting-", "name: logged"));
        }
        return new ExampleObjects(new ListedWorkflows(direct, namespace.name(), token), cluster.runsPods());
    }

    /** Returns when nothing changes any more. */
    void awaitRest() {
        Patience.until("waiting runs", () -> listed.phase("waiting").equals("Running"));
        if (pods) {
            Patience.until("logged has ended", () -> listed.phase("logged").equals("Succeeded"));
        }
    }

    /** A document of the command line's tests. */
    static String document(String name) {
        String resource = "cli/" + name + ".yaml";
        try (InputStream in = Objects.requireNonNull(ExampleObjects.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
