package io.tiphys.client.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.client.Reason;
import io.tiphys.client.Severity;
import io.tiphys.client.TiphysException;
import io.tiphys.client.TiphysException.Failure;
import io.tiphys.client.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the gateway's problem documents (RFC 9457). Every member is optional, so that a newer gateway's document, or a
 * proxy's page, still gives a usable exception.
 */
public final class ProblemReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_FOREIGN_TEXT = 500;

    private ProblemReader() {}

    /**
     * The exception for a response.
     *
     * @param status the HTTP status; 0 for a problem in a stream event, which contains its own status
     * @param body the body, with any content
     * @param retryAfter the header's value
     */
    public static TiphysException read(int status, @Nullable String body, Optional<String> retryAfter) {
        JsonNode problem = tree(body);
        if (!problem.hasNonNull("reason")) {
            return foreign(status, body);
        }
        return new TiphysException(
                new Failure(
                        problem.path("reason").asText(),
                        problem.path("detail").asText(),
                        status == 0 ? problem.path("status").asInt() : status,
                        problem.path("retryable").asBoolean(),
                        violations(problem.path("violations")),
                        metadata(problem.path("metadata")),
                        Optional.ofNullable(problem.get("manifest"))
                                .filter(JsonNode::isTextual)
                                .map(JsonNode::asText),
                        retryAfter.flatMap(ProblemReader::seconds),
                        problem.path("instance").asText()),
                null);
    }

    /** A response without a reason comes from an intermediary, not from the gateway. */
    private static TiphysException foreign(int status, @Nullable String body) {
        String text = body == null ? "" : body.strip();
        String shown = text.length() > LONGEST_FOREIGN_TEXT ? text.substring(0, LONGEST_FOREIGN_TEXT) + "..." : text;
        boolean unavailable = status == 429 || status == 503;
        return new TiphysException(
                new Failure(
                        Reason.UNKNOWN.name(),
                        "The response has status " + status + " and is not a problem document of Tiphys: " + shown,
                        status,
                        unavailable,
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        ""),
                null);
    }

    private static List<Violation> violations(JsonNode array) {
        List<Violation> violations = new ArrayList<>();
        array.forEach(one -> violations.add(new Violation(
                one.path("rule").asText(),
                severity(one.path("severity").asText()),
                one.path("pointer").asText(),
                one.path("line").asInt(),
                one.path("column").asInt(),
                one.path("message").asText(),
                text(one, "hint"),
                text(one, "link"))));
        return violations;
    }

    /** An older gateway, which has no severities, sends only errors. */
    private static Severity severity(String name) {
        return switch (name) {
            case "", "ERROR" -> Severity.ERROR;
            case "WARNING" -> Severity.WARNING;
            default -> Severity.UNKNOWN;
        };
    }

    private static Optional<String> text(JsonNode object, String member) {
        return Optional.ofNullable(object.get(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private static Map<String, String> metadata(JsonNode object) {
        Map<String, String> metadata = new TreeMap<>();
        object.properties()
                .forEach(fact -> metadata.put(fact.getKey(), fact.getValue().asText()));
        return metadata;
    }

    private static Optional<Duration> seconds(String header) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header.strip())));
        } catch (NumberFormatException e) {
            return Optional.empty(); // a date: the gateway sends none
        }
    }

    private static JsonNode tree(@Nullable String body) {
        try {
            JsonNode tree = body == null ? null : MAPPER.readTree(body);
            return tree == null ? MAPPER.missingNode() : tree;
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
