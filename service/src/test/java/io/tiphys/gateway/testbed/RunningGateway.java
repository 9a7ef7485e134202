package io.tiphys.gateway.testbed;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.runtime.server.EmbeddedServer;
import io.tiphys.gateway.server.GatewayServer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gateway in this JVM, as it is in production, on free ports of loopback. */
public final class RunningGateway implements AutoCloseable {
    private final EmbeddedServer server;
    private final LeapingTime time;

    private RunningGateway(EmbeddedServer server, LeapingTime time) {
        this.server = server;
        this.time = time;
    }

    /** Starts it with these environments of submission. */
    public static RunningGateway start(EnvironmentSettings... environments) {
        return start(List.of(environments), Map.of());
    }

    /**
     * Starts it with one environment, "lab", in mode {@code direct}, for a scripted Argo Server on a port of loopback and
     * without a cluster.
     *
     * @param more further properties, which win
     */
    public static RunningGateway inFrontOf(int argoServerPort, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("tiphys.environments.lab.namespaces", "science");
        properties.put("tiphys.environments.lab.argo-server.uri", "http://127.0.0.1:" + argoServerPort);
        properties.put("tiphys.environments.lab.kubernetes.in-cluster", true);
        properties.put("tiphys.environments.lab.credentials.mode", "direct");
        properties.putAll(more);
        return start(List.of(), properties);
    }

    /** Starts it with these environments of submission and further properties, which win. */
    public static RunningGateway start(List<EnvironmentSettings> environments, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("tiphys.server.host", "127.0.0.1");
        properties.put("tiphys.server.port", 0);
        properties.put("endpoints.all.port", -1);
        environments.forEach(environment -> properties.putAll(environment.properties()));
        properties.putAll(more);
        LeapingTime time = new LeapingTime();
        ApplicationContext context = OwnProperties.without(ApplicationContext.builder())
                .properties(properties)
                .beanDefinitions(RuntimeBeanDefinition.builder(Ticker.class, () -> time)
                        .singleton(true)
                        .replaces(Ticker.class)
                        .build())
                .start();
        return new RunningGateway(context.getBean(EmbeddedServer.class).start(), time);
    }

    /** Lets time pass at once for all that the gateway keeps for a while. */
    public void leap(Duration duration) {
        time.leap(duration);
    }

    /** Where REST is served. */
    public URI rest() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The one port, without TLS: REST, gRPC and the Argo API. */
    public int port() {
        return beans().getBean(GatewayServer.class).port();
    }

    /** All beans of the gateway, for tests that call a use case without a door. */
    public ApplicationContext beans() {
        return server.getApplicationContext();
    }

    /** As at the end of the process. */
    @Override
    public void close() {
        server.stop();
        server.getApplicationContext().close();
    }
}
