package io.tiphys.gateway.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A line of the API server's audit log.
 *
 * @param id of the request; a long one has several lines
 * @param user who made it
 * @param access what was asked for
 * @param allowed whether it was authorised
 * @param reviewed for an access review: the right that the API server said yes to
 */
record AuditEvent(String id, String user, Access access, boolean allowed, Optional<Access> reviewed) {
    static AuditEvent of(JsonNode line) {
        return new AuditEvent(
                line.path("auditID").asText(),
                line.at("/user/username").asText(),
                inNamespaceOfPath(
                        access(line.path("verb").asText(), line.path("objectRef"), "apiGroup"),
                        line.path("requestURI").asText()),
                line.path("annotations")
                        .path("authorization.k8s.io/decision")
                        .asText()
                        .equals("allow"),
                reviewed(line));
    }

    /** Whether it is about an object; health and discovery are not. */
    boolean aboutObject() {
        return !access.resource().isEmpty();
    }

    /** Whether a user asked what the user itself may do. */
    boolean selfReview() {
        return access.resource().equals("selfsubjectaccessreviews");
    }

    /**
     * The log takes the namespace from the object that was sent, if there is one. Of an object that is in no namespace the API
     * server drops it (Kubernetes 1.36, {@code rest.EnsureObjectNamespaceMatchesRequestNamespace}); the path tells.
     */
    private static Access inNamespaceOfPath(Access access, String path) {
        return path.contains("/namespaces/")
                ? access
                : new Access(access.verb(), access.group(), access.resource(), "", access.name());
    }

    private static Optional<Access> reviewed(JsonNode line) {
        JsonNode attributes = line.at("/requestObject/spec/resourceAttributes");
        return attributes.isObject()
                        && line.at("/responseObject/status/allowed").asBoolean()
                ? Optional.of(access(attributes.path("verb").asText(), attributes, "group"))
                : Optional.empty();
    }

    private static Access access(String verb, JsonNode object, String group) {
        String subresource = object.path("subresource").asText();
        return new Access(
                verb,
                object.path(group).asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText());
    }
}
