package io.tiphys.gateway.collector;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.testbed.FreePorts;
import io.tiphys.gateway.testbed.RunningGateway;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A gateway that traces every call, between a collector and an Argo Server that keeps what it receives. */
final class TracedGateway implements AutoCloseable {
    static final String WORKFLOWS = "/api/v1/workflows/science";
    static final String TOKEN = "v2:secret-of-ada";

    /** The headers of all requests. */
    final BlockingQueue<RequestHeaders> seenByArgo = new LinkedBlockingQueue<>();

    /** The bodies of creations. */
    final BlockingQueue<String> created = new LinkedBlockingQueue<>();

    final OtlpCollector collector = new OtlpCollector();

    private final int management = FreePorts.next();
    private final ClientFactory clients = ClientFactory.builder().build();
    private final Server argo;
    private final RunningGateway gateway;

    TracedGateway() {
        argo = Server.builder()
                .http(0)
                .service(
                        WORKFLOWS + "/{name}",
                        (context, request) ->
                                workflow(Objects.toString(context.pathParam("name"), ""), request.headers()))
                .service(
                        WORKFLOWS,
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(one -> {
                                    created.add(one.contentUtf8());
                                    return workflow("created", one.headers());
                                })))
                .service("/workflow.WorkflowService/GetWorkflow", (context, request) -> notFound(request.headers()))
                .build();
        argo.start().join();
        Map<String, Object> properties = new HashMap<>(collector.properties());
        properties.put("tiphys.tracing.pods", true);
        properties.put("endpoints.all.port", management);
        gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), properties);
    }

    private HttpResponse workflow(String name, RequestHeaders headers) {
        seenByArgo.add(headers);
        return name.equals("broken")
                ? HttpResponse.of(HttpStatus.INTERNAL_SERVER_ERROR)
                : HttpResponse.of(
                        HttpStatus.OK,
                        MediaType.JSON,
                        "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"science\"},\"spec\":{}}");
    }

    private HttpResponse notFound(RequestHeaders headers) {
        seenByArgo.add(headers);
        return HttpResponse.of(ResponseHeaders.builder(200)
                .add("content-type", "application/grpc")
                .add("grpc-status", "5")
                .endOfStream(true)
                .build());
    }

    int argoPort() {
        return argo.activeLocalPort();
    }

    /** Reads a path with further headers: name, value, name, value. */
    AggregatedHttpResponse call(String path, String... headers) {
        return call(gateway, path, headers);
    }

    /** The same of another gateway. */
    AggregatedHttpResponse call(RunningGateway called, String path, String... headers) {
        RequestHeadersBuilder head =
                RequestHeaders.builder(HttpMethod.GET, path).add("authorization", "Bearer " + TOKEN);
        for (int i = 0; i < headers.length; i += 2) {
            head.add(headers[i], headers[i + 1]);
        }
        return client(called).execute(head.build()).aggregate().join();
    }

    WebClient client() {
        return client(gateway);
    }

    private WebClient client(RunningGateway called) {
        return WebClient.builder("h2c://127.0.0.1:" + called.port())
                .factory(clients)
                .build();
    }

    /** The metrics of the gateway. */
    AggregatedHttpResponse metrics(String accepted) {
        return WebClient.builder("h1c://127.0.0.1:" + management)
                .factory(clients)
                .build()
                .execute(RequestHeaders.of(HttpMethod.GET, "/prometheus", "accept", accepted))
                .aggregate()
                .join();
    }

    @Override
    public void close() {
        clients.close();
        gateway.close();
        collector.close();
        ArmeriaServers.stop(argo);
    }
}
