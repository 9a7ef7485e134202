package io.tiphys.gateway.testbed;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.tiphys.gateway.port.FrontDoor;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gateway in this JVM, as it is in production, on free ports of loopback. */
public final class RunningGateway implements AutoCloseable {
    private final EmbeddedServer server;

    private RunningGateway(EmbeddedServer server) {
        this.server = server;
    }

    /** Starts it with these environments of submission. */
    public static RunningGateway start(EnvironmentSettings... environments) {
        return start(List.of(environments), Map.of());
    }

    /** Starts it with these environments of submission and further properties, which win. */
    public static RunningGateway start(List<EnvironmentSettings> environments, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("tiphys.port.host", "127.0.0.1");
        properties.put("tiphys.port.port", 0);
        properties.put("endpoints.all.port", -1);
        environments.forEach(environment -> properties.putAll(environment.properties()));
        properties.putAll(more);
        return new RunningGateway(ApplicationContext.run(EmbeddedServer.class, properties));
    }

    /** Where REST is served. */
    public URI rest() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The one port, without TLS: REST, gRPC and the Argo face. */
    public int port() {
        return beans().getBean(FrontDoor.class).port();
    }

    /** All beans of the gateway, for tests that call a use case without a door. */
    public ApplicationContext beans() {
        return server.getApplicationContext();
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
