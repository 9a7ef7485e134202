package io.tiphys.gateway.argoapi.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import io.tiphys.gateway.idempotency.Sent;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.server.body.ResponsePieces;
import java.io.IOException;
import java.util.Objects;

/**
 * A complete response of the Argo Server.
 *
 * @param head its headers
 * @param body its body
 * @param trailers the trailers after the body
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record CompleteResponse(ResponseHeaders head, byte[] body, HttpHeaders trailers) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NONE = -1;

    /** The unchanged response. */
    public HttpResponse response() {
        return ResponsePieces.response(head, body, trailers);
    }

    /** The response, marked as that of an earlier call. */
    public HttpResponse replay() {
        ResponseHeaders marked = head.withMutations(all -> all.set(IdempotencyKey.REPLAYED, "true"));
        return ResponsePieces.response(marked, body, trailers);
    }

    /** Whether the response shows that a submission was carried out. */
    public Sent sent(ArgoRpc rpc) {
        int code = code();
        return switch (code) {
            case 0 -> Sent.DONE;
            case 6 -> Sent.conflict(text());
            case 10 -> Sent.CONFLICT;
            case 1, 4 -> Sent.UNKNOWN;
            case 2, 13 -> Sent.FAULT;
            case 14 -> Sent.DOUBTFUL;
            case 3 -> rpc.method().equals("SubmitWorkflow") ? Sent.DOUBTFUL : Sent.REFUSED; // its code for all failures
            case NONE -> ofProxy();
            default -> Sent.REFUSED;
        };
    }

    private Sent ofProxy() {
        return switch (head.status().code()) {
            case 200, 408, 502, 504 -> Sent.UNKNOWN; // 200: the gRPC trailers are missing
            case 500 -> Sent.FAULT;
            case 503 -> Sent.DOUBTFUL;
            default -> Sent.REFUSED;
        };
    }

    /** Whether the response is a success; a gRPC error without a body is none. */
    boolean isSuccess() {
        return head.status().equals(HttpStatus.OK) && !head.contains(GrpcTrailers.STATUS);
    }

    /** The gRPC code; {@code -1} when there is none. */
    public int code() {
        String status = GrpcTrailers.of(head, trailers).get(GrpcTrailers.STATUS, "");
        if (!status.isEmpty()) {
            return status.chars().allMatch(Character::isDigit) && status.length() < 4 ? Integer.parseInt(status) : 2;
        }
        if (head.status().equals(HttpStatus.OK)) {
            return Objects.toString(head.get("content-type"), "").startsWith("application/grpc") ? NONE : 0;
        }
        return json().path("code").asInt(NONE);
    }

    private String text() {
        String overGrpc = GrpcTrailers.of(head, trailers).get(GrpcTrailers.MESSAGE, "");
        return overGrpc.isEmpty() ? json().path("message").asText() : overGrpc.replace("%20", " ");
    }

    private JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.nullNode(); // the body comes from a proxy
        }
    }
}
