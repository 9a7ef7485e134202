package io.tiphys.gateway.argo;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A request to an Argo Server, without its credential.
 *
 * @param method the HTTP method
 * @param path where to
 * @param body JSON; its last byte closes the document, so that a body that is cut anywhere cannot be understood
 * @param effect what it does
 * @param traces where to look for what it did, as metadata of OUTCOME_UNKNOWN; empty unless the effect is CHANGE
 */
record ArgoRequest(
        String method, ArgoPath path, Optional<BodyPublisher> body, Effect effect, Map<String, String> traces) {
    private static final byte[] BEFORE_WORKFLOW = "{\"workflow\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER_WORKFLOW = "}".getBytes(StandardCharsets.UTF_8);

    static ArgoRequest get(ArgoPath path) {
        return new ArgoRequest("GET", path, Optional.empty(), Effect.READ, Map.of());
    }

    static ArgoRequest delete(ArgoPath path, Map<String, String> traces) {
        return new ArgoRequest("DELETE", path, Optional.empty(), Effect.CHANGE, traces);
    }

    static ArgoRequest put(ArgoPath path, byte[] json, Map<String, String> traces) {
        return new ArgoRequest("PUT", path, Optional.of(BodyPublishers.ofByteArray(json)), Effect.CHANGE, traces);
    }

    /** A request that carries a workflow: its bytes go between ours as they are. */
    static ArgoRequest postWorkflow(ArgoPath path, byte[] workflow, Effect effect) {
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofByteArray(BEFORE_WORKFLOW),
                BodyPublishers.ofByteArray(workflow),
                BodyPublishers.ofByteArray(AFTER_WORKFLOW));
        return new ArgoRequest("POST", path, Optional.of(body), effect, Map.of());
    }
}
