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
                access(line.path("verb").asText(), line.path("objectRef"), "apiGroup"),
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
