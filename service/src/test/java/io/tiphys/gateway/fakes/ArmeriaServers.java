package io.tiphys.gateway.fakes;

import com.linecorp.armeria.server.Server;
import java.util.concurrent.CompletableFuture;

/** Ends Armeria servers of tests. */
public final class ArmeriaServers {
    private ArmeriaServers() {}

    /**
     * Returns once no listener or connection is open. The server's own future ends two seconds later, because the quiet
     * period of Armeria's boss event loops cannot be configured.
     */
    public static void stop(Server server) {
        CompletableFuture<Void> stopped = server.stop();
        Until.until(
                "the server is closed",
                () -> stopped.isDone() || (server.activePorts().isEmpty() && server.numConnections() == 0));
    }
}
