package io.tiphys.gateway.testbed;

import io.micronaut.context.ApplicationContext;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.runtime.server.EmbeddedServer;
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
        properties.put("micronaut.server.host", "127.0.0.1");
        properties.put("micronaut.server.port", -1);
        properties.put("grpc.server.host", "127.0.0.1");
        properties.put("grpc.server.port", "${random.port}");
        properties.put("endpoints.all.port", -1);
        environments.forEach(environment -> properties.putAll(environment.properties()));
        properties.putAll(more);
        return new RunningGateway(ApplicationContext.run(EmbeddedServer.class, properties));
    }

    /** Where REST is served. */
    public URI rest() {
        return server.getURI();
    }

    /** The port that gRPC is served on, without TLS. */
    public int grpcPort() {
        return beans().getBean(GrpcEmbeddedServer.class).getPort();
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
