package io.tiphys.gateway.argo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * How an Argo Server, or a proxy before it, says no.
 *
 * @param httpStatus the HTTP status
 * @param code the gRPC code as a number; empty when the answer is not in the Argo Server's own form
 * @param message what it says; empty when it says nothing that can be read
 * @param retryAfter how long to wait before asking again
 */
record ArgoAnswer(int httpStatus, Optional<Integer> code, String message, Optional<Duration> retryAfter) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "data:";

    /** Envoy says 503 also where others say 502: when the connection broke after the request had been passed on. */
    private static final String ENVOY_WAS_CUT = "disconnect/reset before headers";

    private static final String ENVOY_REASON = "reset reason: ";

    /** With these nothing had been passed on. */
    private static final List<String> ENVOY_SENT_NOTHING =
            List.of("connection failure", "connection timeout", "overflow");

    /** What the whole body of an answer says: {@code {"code","message"}}, or the single message of a stream. */
    static ArgoAnswer of(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8).strip();
        Optional<Duration> wait = retryAfter(response.headers());
        JsonNode json = json(text.startsWith(EVENT) ? text.substring(EVENT.length()) : text);
        JsonNode stream = json.path("error");
        if (stream.path("grpc_code").isInt()) {
            ArgoAnswer failure = ofStream(stream);
            return new ArgoAnswer(response.statusCode(), failure.code, failure.message, wait);
        }
        if (json.path("code").isInt() && json.path("message").isTextual()) {
            return new ArgoAnswer(
                    response.statusCode(),
                    Optional.of(json.path("code").intValue()),
                    json.path("message").textValue(),
                    wait);
        }
        // Anything else comes from something in between, and what it says is not for callers.
        int status = wasCutByEnvoy(text) ? 502 : response.statusCode();
        return new ArgoAnswer(status, Optional.empty(), "", wait);
    }

    private static boolean wasCutByEnvoy(String text) {
        int cut = text.indexOf(ENVOY_WAS_CUT);
        int reason = text.lastIndexOf(ENVOY_REASON);
        return cut >= 0
                && reason > cut
                && ENVOY_SENT_NOTHING.stream().noneMatch(word -> text.indexOf(word, reason) >= 0);
    }

    /** What the error inside a stream says: {@code {"grpc_code","http_code","message"}}. */
    static ArgoAnswer ofStream(JsonNode error) {
        return new ArgoAnswer(
                error.path("http_code").asInt(),
                Optional.of(error.path("grpc_code").asInt()),
                error.path("message").asText(),
                Optional.empty());
    }

    /** Whether this is how the Argo Server tells that Kubernetes has closed a watch, which is no failure. */
    boolean isEndOfWatch() {
        return code.equals(Optional.of(8)) && "EOF".equals(message);
    }

    private static JsonNode json(String text) {
        try {
            return text.startsWith("{") || text.startsWith(" {") ? JSON.readTree(text) : JSON.missingNode();
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After").flatMap(value -> {
            try {
                return Optional.of(
                        value.chars().allMatch(Character::isDigit)
                                ? Duration.ofSeconds(Long.parseLong(value))
                                : Duration.between(
                                        date(headers.firstValue("Date").orElse("")), date(value)));
            } catch (DateTimeException | NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** The Argo Server writes a date's zone as UTC, and compares with its own clock, which its answer tells too. */
    private static ZonedDateTime date(String text) {
        return ZonedDateTime.parse(text.replace("UTC", "GMT"), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
