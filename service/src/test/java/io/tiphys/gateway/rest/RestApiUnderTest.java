package io.tiphys.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.runtime.server.EmbeddedServer;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.batch.PreviewBatch;
import io.tiphys.gateway.batch.SubmitBatch;
import io.tiphys.gateway.batch.bulk.ChangeWorkflows;
import io.tiphys.gateway.batch.progress.CollectOutputs;
import io.tiphys.gateway.batch.progress.ReadBatches;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Preflight;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.lifecycle.ChangeWorkflow;
import io.tiphys.gateway.lifecycle.DeleteWorkflow;
import io.tiphys.gateway.lifecycle.GetWorkflow;
import io.tiphys.gateway.lifecycle.ListWorkflows;
import io.tiphys.gateway.lifecycle.StreamLogs;
import io.tiphys.gateway.lifecycle.WatchWorkflows;
import io.tiphys.gateway.preflight.PreflightWorkflow;
import io.tiphys.gateway.server.GatewayServer;
import io.tiphys.gateway.submission.SubmitWorkflow;
import io.tiphys.gateway.testbed.FreePorts;
import io.tiphys.gateway.testbed.OwnProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The door as it is configured for production, on ports of its own, over the real core on fakes of its ports. */
public final class RestApiUnderTest implements AutoCloseable {
    static final String TOKEN = "token-of-ada";
    static final String WORKFLOWS = "/v1/environments/lab/namespaces/science/workflows";

    private static final JsonMapper JSON = new JsonMapper();

    final CoreOnFakes core;
    final ApplicationContext context;
    final int port;

    /** A fixed one: of a random one every endpoint would get its own. */
    final int managementPort = FreePorts.next();

    final HttpClient client = HttpClient.newHttpClient();

    RestApiUnderTest(EnvironmentProbe... probes) {
        this(TestEnvironments.wideLimits(), probes);
    }

    RestApiUnderTest(EnvironmentLimits limits, EnvironmentProbe... probes) {
        core = new CoreOnFakes(
                List.of(TestEnvironments.direct("lab", limits), TestEnvironments.direct("production", limits)),
                Optional.of("lab"),
                List.of(probes));
        core.tokens.knows(TOKEN, "ada");
        context = OwnProperties.without(ApplicationContext.builder())
                .properties(properties())
                .beanDefinitions(
                        with(CallAuthenticator.class, core.authenticator),
                        with(SubmitWorkflow.class, core.submitWorkflow),
                        with(PreflightWorkflow.class, core.preflightWorkflow),
                        with(GetWorkflow.class, core.getWorkflow),
                        with(ListWorkflows.class, core.listWorkflows),
                        with(ChangeWorkflow.class, core.changeWorkflow),
                        with(DeleteWorkflow.class, core.deleteWorkflow),
                        with(WatchWorkflows.class, core.watchWorkflows),
                        with(StreamLogs.class, core.streamLogs),
                        with(Preflight.class, core.preflight),
                        with(SubmitBatch.class, core.submitBatch),
                        with(PreviewBatch.class, core.previewBatch),
                        with(ReadBatches.class, core.readBatches),
                        with(CollectOutputs.class, core.collectOutputs),
                        with(ChangeWorkflows.class, core.changeWorkflows))
                .start();
        context.getBean(EmbeddedServer.class).start();
        port = context.getBean(GatewayServer.class).port();
    }

    /** The context has the environments that the core has, by name; nothing is sent to where they lead. */
    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "tiphys.server.port",
                0,
                "endpoints.all.port",
                managementPort,
                "grpc.server.enabled",
                false,
                "grpc.server.health.enabled",
                false,
                "tiphys.default-environment",
                "lab"));
        for (String name : List.of("lab", "production")) {
            String prefix = "tiphys.environments." + name + ".";
            properties.put(prefix + "namespaces", "science");
            properties.put(prefix + "argo-server.uri", "http://argo.invalid");
            properties.put(prefix + "kubernetes.in-cluster", true);
            properties.put(prefix + "credentials.mode", "direct");
        }
        return properties;
    }

    private static <T> RuntimeBeanDefinition<T> with(Class<T> type, T bean) {
        return RuntimeBeanDefinition.builder(type, () -> bean)
                .singleton(true)
                .replaces(type)
                .build();
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** A request of a known caller. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN);
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String mediaType, String body) {
        return send(request(path).header("Content-Type", mediaType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
