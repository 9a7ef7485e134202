package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.QueryParams;
import io.tiphys.gateway.argoapi.ArgoRoutes.Match;
import io.tiphys.gateway.argoproto.ArgoMessages;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads of a request what has to be known before it is passed on, and no more. Thread-safe. */
@Singleton
final class RequestReader {
    /** Its body is the sender's own, and its signature is over every byte of it. */
    private static final String EVENT = "ReceiveEvent";

    private final int largest;

    RequestReader(ArgoApiConfiguration configuration) {
        this.largest = configuration.maxInspectedRequest();
    }

    /**
     * Reads a request.
     *
     * @param path its path with the query, below the Argo Server's base href
     * @throws GatewayException with REQUEST_INVALID, REQUEST_TOO_LARGE, CANCELLED or DEADLINE_EXCEEDED
     */
    ArgoApiRequest read(ArgoApiCall call, Match match, String path, Deadline deadline) {
        if (call.grpc()) {
            return ofGrpc(call, match.rpc(), path, deadline);
        }
        if (!match.rpc().readsBody() || match.rpc().method().equals(EVENT)) {
            return new ArgoApiRequest(ArgoRequestView.of(match.variables(), query(path)), Optional.empty(), path);
        }
        byte[] body = RequestBodies.read(call.request(), largest, deadline);
        return new ArgoApiRequest(
                new ArgoRequestView(match.variables(), Map.of(), RequestBodies.message(body)), Optional.of(body), path);
    }

    private ArgoApiRequest ofGrpc(ArgoApiCall call, ArgoRpc rpc, String path, Deadline deadline) {
        byte[] body = RequestBodies.read(call.request(), largest, deadline);
        byte[] message = GrpcFrames.message(body, call.headers().get("grpc-encoding"), largest);
        ArgoRequestView view = ArgoMessages.requestJson("/" + rpc.name(), message)
                .map(ArgoRequestView::of)
                .orElseThrow(() -> new GatewayException(
                        Problem.of(ErrorReason.REQUEST_INVALID, "The message of this method is not understood.")));
        return new ArgoApiRequest(view, Optional.of(body), path);
    }

    private static Map<String, List<String>> query(String path) {
        QueryParams params = PathAndQuery.of(path).params();
        Map<String, List<String>> query = new HashMap<>();
        params.names().forEach(name -> query.put(name, params.getAll(name)));
        return query;
    }
}
