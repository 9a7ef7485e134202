package io.tiphys.gateway.argoapi.request;

import java.util.Optional;

/** Describes a body that is not JSON, and the body to send instead. */
final class UnreadableBody {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final String JSON_STARTS = "{[\"-0123456789";

    private UnreadableBody() {}

    /** The reason in a sentence or two; empty when the body looks like JSON with a mistake. */
    static Optional<String> reason(byte[] body) {
        if (body.length > 1 && (body[0] & 0xff) == GZIP_FIRST && (body[1] & 0xff) == GZIP_SECOND) {
            return Optional.of("It is compressed with gzip. Send it uncompressed, as JSON.");
        }
        for (byte one : body) {
            if (one > ' ' || one < 0) {
                return JSON_STARTS.indexOf(one) >= 0 ? Optional.empty() : Optional.of(notJson());
            }
        }
        return Optional.empty();
    }

    private static String notJson() {
        return "The body is not JSON. The Argo API accepts JSON, as Argo does: {\"workflow\": {...}}."
                + " Send YAML to the gateway's own API: POST /v1/environments/{environment}/namespaces/{namespace}/workflows.";
    }
}
