package io.tiphys.gateway.argo.client.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A request to an Argo Server, without its credential. Immutable. */
public final class ArgoRequest {
    private static final byte[] BEFORE_WORKFLOW = "{\"workflow\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER_WORKFLOW = "}".getBytes(StandardCharsets.UTF_8);
    private static final int FRAME_HEAD = 5;

    private final String method;
    private final ArgoPath path;
    private final Optional<RequestBody> body;
    private final Wire wire;
    private final Effect effect;
    private final Map<String, String> traces;

    private ArgoRequest(
            String method,
            ArgoPath path,
            Optional<RequestBody> body,
            Wire wire,
            Effect effect,
            Map<String, String> traces) {
        this.method = Objects.requireNonNull(method);
        this.path = Objects.requireNonNull(path);
        this.body = Objects.requireNonNull(body);
        this.wire = Objects.requireNonNull(wire);
        this.effect = Objects.requireNonNull(effect);
        this.traces = Map.copyOf(traces);
    }

    /** A request that reads. */
    public static ArgoRequest get(ArgoPath path) {
        return new ArgoRequest("GET", path, Optional.empty(), Wire.JSON, Effect.READ, Map.of());
    }

    /**
     * A request that deletes.
     *
     * @param traces where to look for the effect, as metadata of OUTCOME_UNKNOWN
     */
    public static ArgoRequest delete(ArgoPath path, Map<String, String> traces) {
        return new ArgoRequest("DELETE", path, Optional.empty(), Wire.JSON, Effect.CHANGE, traces);
    }

    /**
     * A request that changes an existing object.
     *
     * @param traces where to look for the effect, as metadata of OUTCOME_UNKNOWN
     */
    public static ArgoRequest put(ArgoPath path, byte[] json, Map<String, String> traces) {
        return new ArgoRequest("PUT", path, Optional.of(new RequestBody(json)), Wire.JSON, Effect.CHANGE, traces);
    }

    /** A request with a workflow: the bytes are sent unchanged as the value of the member {@code workflow}. */
    public static ArgoRequest postWorkflow(ArgoPath path, byte[] workflow, Effect effect) {
        RequestBody body = new RequestBody(BEFORE_WORKFLOW, workflow, AFTER_WORKFLOW);
        return new ArgoRequest("POST", path, Optional.of(body), Wire.JSON, effect, Map.of());
    }

    /**
     * A gRPC call that reads.
     *
     * @param procedure the full name, for example {@code workflow.WorkflowService/WatchWorkflows}
     * @param message the request's protobuf message
     */
    public static ArgoRequest grpc(String procedure, byte[] message) {
        byte[] head = ByteBuffer.allocate(FRAME_HEAD).putInt(1, message.length).array();
        return new ArgoRequest(
                "POST",
                new ArgoPath("/" + procedure),
                Optional.of(new RequestBody(head, message)),
                Wire.GRPC,
                Effect.READ,
                Map.of());
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** The path, relative to the base href except for gRPC. */
    public ArgoPath path() {
        return path;
    }

    public Optional<RequestBody> body() {
        return body;
    }

    public Wire wire() {
        return wire;
    }

    public Effect effect() {
        return effect;
    }

    /** Where to look for the effect; empty unless the effect is CHANGE. */
    public Map<String, String> traces() {
        return traces;
    }
}
