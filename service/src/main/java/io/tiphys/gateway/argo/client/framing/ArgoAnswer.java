package io.tiphys.gateway.argo.client.framing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * An error response of an Argo Server, or of a proxy in front of the server.
 *
 * @param httpStatus the HTTP status
 * @param code the gRPC code as a number; empty when the response is not in the Argo Server's own format
 * @param message the message; empty when the response contains no readable one
 * @param retryAfter the time to wait before a retry
 */
public record ArgoAnswer(int httpStatus, Optional<Integer> code, String message, Optional<Duration> retryAfter) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "data:";

    /** The gRPC code of an unreadable status. */
    private static final int UNKNOWN = 2;

    /** Envoy answers 503 also where others answer 502: when the connection broke after Envoy had passed the request on. */
    private static final String ENVOY_WAS_CUT = "disconnect/reset before headers";

    private static final String ENVOY_REASON = "reset reason: ";

    /** Texts of Envoy for a request that was not passed on. */
    private static final List<String> ENVOY_SENT_NOTHING =
            List.of("connection failure", "connection timeout", "overflow");

    /** Reads the whole body of a response: {@code {"code","message"}}, or the single message of a stream. */
    public static ArgoAnswer of(WholeAnswer answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        int httpStatus = answer.head().status().code();
        Optional<Duration> wait = retryAfter(answer.head());
        JsonNode json = json(text.startsWith(EVENT) ? text.substring(EVENT.length()) : text);
        JsonNode stream = json.path("error");
        if (stream.path("grpc_code").isInt()) {
            ArgoAnswer failure = ofStream(stream);
            return new ArgoAnswer(httpStatus, failure.code, failure.message, wait);
        }
        if (json.path("code").isInt() && json.path("message").isTextual()) {
            return new ArgoAnswer(
                    httpStatus,
                    Optional.of(json.path("code").intValue()),
                    json.path("message").textValue(),
                    wait);
        }
        // Any other body comes from an intermediary; its text is not for callers.
        int status = wasCutByEnvoy(text) ? 502 : httpStatus;
        return new ArgoAnswer(status, Optional.empty(), "", wait);
    }

    private static boolean wasCutByEnvoy(String text) {
        int cut = text.indexOf(ENVOY_WAS_CUT);
        int reason = text.lastIndexOf(ENVOY_REASON);
        return cut >= 0
                && reason > cut
                && ENVOY_SENT_NOTHING.stream().noneMatch(word -> text.indexOf(word, reason) >= 0);
    }

    /**
     * Reads the status of a gRPC call.
     *
     * @param headers those that carry {@code grpc-status}
     */
    static ArgoAnswer ofGrpc(int httpStatus, HttpHeaders headers) {
        String message = headers.get(GrpcTrailers.MESSAGE, "");
        return new ArgoAnswer(
                httpStatus,
                Optional.of(headers.getInt(GrpcTrailers.STATUS, UNKNOWN)),
                decoded(message),
                retryAfter(headers));
    }

    /** The message is percent-encoded (gRPC over HTTP/2, "Status-Message"); undecodable text stays unchanged. */
    private static String decoded(String message) {
        try {
            return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }

    /** Reads the error inside a stream: {@code {"grpc_code","http_code","message"}}. */
    static ArgoAnswer ofStream(JsonNode error) {
        return new ArgoAnswer(
                error.path("http_code").asInt(),
                Optional.of(error.path("grpc_code").asInt()),
                error.path("message").asText(),
                Optional.empty());
    }

    /** Whether this is the Argo Server's report that Kubernetes has closed a watch, which is not a failure. */
    public boolean isEndOfWatch() {
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
        return Optional.ofNullable(headers.get(HttpHeaderNames.RETRY_AFTER)).flatMap(value -> {
            try {
                return Optional.of(
                        value.chars().allMatch(Character::isDigit)
                                ? Duration.ofSeconds(Long.parseLong(value))
                                : Duration.between(date(headers.get(HttpHeaderNames.DATE, "")), date(value)));
            } catch (DateTimeException | NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * The Argo Server labels the zone of dates as UTC but uses its local clock; the response's own date reveals that clock.
     */
    private static ZonedDateTime date(String text) {
        return ZonedDateTime.parse(text.replace("UTC", "GMT"), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
