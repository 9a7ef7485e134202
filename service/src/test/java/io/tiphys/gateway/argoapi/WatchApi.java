package io.tiphys.gateway.argoapi;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.tiphys.gateway.argoproto.WorkflowMetadata;
import io.tiphys.v1.WatchWorkflowsRequest;
import io.tiphys.v1.WorkflowServiceGrpc;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * A way to watch workflows through the gateway, whose environment is named "argo".
 *
 * @param name which
 * @param opener opens a watch behind a version; the empty one for the present state
 */
record WatchApi(String name, Function<String, PacedReader> opener) {
    static final String REST = "REST";
    static final String GRPC = "gRPC";
    static final String ARGO_EVENTS = "Argo's server-sent events";
    static final String ARGO_LINES = "Argo's lines of JSON";
    static final String ARGO_GRPC = "Argo's gRPC";

    /** Every way there is. */
    static List<WatchApi> all(
            ArgoApiUnderTest gateway, ManagedChannel channel, String namespace, String selector, String token) {
        String label = URLEncoder.encode(selector, StandardCharsets.UTF_8);
        String own = gateway.uri() + "/v1/environments/argo/namespaces/" + namespace + "/workflows:watch?labelSelector="
                + label + "&resourceVersion=";
        String argos = gateway.uri() + "/api/v1/workflow-events/" + namespace + "?listOptions.labelSelector=" + label
                + "&listOptions.resourceVersion=";
        return List.of(
                new WatchApi(REST, version -> lines(own + version, EventLines.SERVER_SENT_EVENTS, token)),
                new WatchApi(GRPC, version -> ownCall(channel, namespace, selector, version, token)),
                new WatchApi(ARGO_EVENTS, version -> lines(argos + version, EventLines.SERVER_SENT_EVENTS, token)),
                new WatchApi(ARGO_LINES, version -> lines(argos + version, EventLines.JSON_LINES, token)),
                new WatchApi(ARGO_GRPC, version -> argoCall(channel, namespace, selector, version, token)));
    }

    PacedReader open(String version) {
        return opener.apply(version);
    }

    private static PacedReader lines(String uri, String accept, String token) {
        return new PacedLines(URI.create(uri), accept, token);
    }

    private static PacedReader ownCall(
            ManagedChannel channel, String namespace, String selector, String version, String token) {
        WatchWorkflowsRequest request = WatchWorkflowsRequest.newBuilder()
                .setEnvironment("argo")
                .setNamespace(namespace)
                .setLabelSelector(selector)
                .setResourceVersion(version)
                .build();
        return new PacedCall<>(
                channel,
                token,
                authorized -> WorkflowServiceGrpc.newBlockingStub(authorized).watchWorkflows(request),
                event -> event.getChange().getWorkflow().getResourceVersion());
    }

    private static PacedReader argoCall(
            ManagedChannel channel, String namespace, String selector, String version, String token) {
        byte[] request = ArgoMethod.message(1, namespace, 2, ArgoMethod.message(1, selector, 4, version));
        return new PacedCall<byte[]>(
                channel,
                token,
                authorized -> ClientCalls.blockingServerStreamingCall(
                        authorized,
                        ArgoMethod.descriptor("workflow.WorkflowService/WatchWorkflows"),
                        CallOptions.DEFAULT,
                        request),
                event -> WorkflowMetadata.ofWatchEvent(event).resourceVersion());
    }
}
