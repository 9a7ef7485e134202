package io.tiphys.gateway.argoapi.request;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.linecorp.armeria.common.HttpRequest;
import io.tiphys.gateway.argoapi.rpc.EnvelopeFields;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.server.body.BodyReservation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the body of an inspected request, up to a limit, and interprets the body exactly as the Argo Server does. Go's
 * {@code encoding/json} uses the last of two equal keys; a body that two readers could interpret differently is rejected.
 * {@link EnvelopeFields} checks the names of fields.
 */
public final class RequestBodies {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private RequestBodies() {}

    /**
     * The whole body.
     *
     * @param held counts the bytes
     * @throws GatewayException with REQUEST_TOO_LARGE, TOO_MANY_CALLS when the gateway's memory limit for bodies is reached,
     *     CANCELLED, DEADLINE_EXCEEDED, or REQUEST_INVALID when the body arrives too slowly
     */
    public static byte[] read(HttpRequest request, int largest, Deadline deadline, BodyReservation held) {
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        request.subscribe(new BodyCollector(largest, held, whole));
        try {
            return deadline.await(whole);
        } finally {
            request.abort(); // stops the collection after a timeout; no effect on a complete body
        }
    }

    /** The reason why a body is incomplete: the body stalled, or the sender disconnected. */
    static GatewayException brokenOff(Throwable cause) {
        return cause instanceof GatewayException known
                ? known
                : new GatewayException(
                        Problem.of(
                                ErrorReason.CANCELLED,
                                "The caller closed the connection before the request was complete."),
                        cause);
    }

    /**
     * The message of a JSON body; missing for an empty body.
     *
     * @throws GatewayException with REQUEST_INVALID
     */
    public static JsonNode message(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return read(body);
        } catch (JsonProcessingException e) {
            throw invalid(
                    "json",
                    e.getLocation().getLineNr(),
                    e.getLocation().getColumnNr(),
                    UnreadableBody.reason(body).orElseGet(e::getOriginalMessage));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    private static JsonNode read(byte[] body) throws IOException {
        try (JsonParser parser = new BoundedJsonParser(JSON.createParser(body))) {
            JsonNode message = JSON.readTree(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "There is data after the end of the message.");
            }
            return message == null ? MissingNode.getInstance() : message;
        }
    }

    private static GatewayException invalid(String rule, int line, int column, String message) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "The request body is not valid: " + message)
                .withViolations(List.of(new Violation(rule, "", line, column, message, Optional.empty()))));
    }

    static GatewayException tooLarge(int largest) {
        return new GatewayException(Problem.of(
                        ErrorReason.REQUEST_TOO_LARGE,
                        "The body of the request is larger than the " + largest + " bytes that are read.")
                .with("limit", Integer.toString(largest)));
    }
}
