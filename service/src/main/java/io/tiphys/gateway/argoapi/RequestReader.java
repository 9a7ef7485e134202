package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.QueryParams;
import io.tiphys.gateway.argoapi.ArgoRoutes.Match;
import io.tiphys.gateway.argoproto.ArgoMessages;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.server.BodyBudget;
import io.tiphys.gateway.server.BodyReservation;
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

    /** How many bytes an event may have: as many as the Argo Server reads of a webhook's. */
    static final int LARGEST_EVENT = 2 << 20;

    private final BodyBudget budget;
    private final int largest;

    RequestReader(ArgoApiConfiguration configuration, BodyBudget budget) {
        this.budget = budget;
        this.largest = configuration.maxInspectedRequest();
    }

    /**
     * Reads a request.
     *
     * @param path its path with the query, below the Argo Server's base href
     * @throws GatewayException with REQUEST_INVALID, REQUEST_TOO_LARGE, TOO_MANY_CALLS, CANCELLED or
     *     DEADLINE_EXCEEDED
     */
    ArgoApiRequest read(ArgoApiCall call, Match match, String path, Deadline deadline) {
        if (call.grpc()) {
            return ofGrpc(call, match.rpc(), path, deadline);
        }
        if (match.rpc().method().equals(EVENT)) {
            byte[] event = whole(call, budget.open(), LARGEST_EVENT, deadline);
            return new ArgoApiRequest(ArgoRequestView.of(match.variables(), query(path)), Optional.of(event), path);
        }
        if (!match.rpc().readsBody()) {
            return new ArgoApiRequest(ArgoRequestView.of(match.variables(), query(path)), Optional.empty(), path);
        }
        byte[] body = whole(call, budget.open(), largest, deadline);
        return new ArgoApiRequest(
                new ArgoRequestView(match.variables(), Map.of(), RequestBodies.message(body)), Optional.of(body), path);
    }

    /**
     * Collects an event of somebody who shows no token, as it is: while it is sent slowly, nothing is taken that other calls need.
     *
     * @param path its path with the query, below the Argo Server's base href
     * @throws GatewayException with REQUEST_INVALID, REQUEST_TOO_LARGE, TOO_MANY_CALLS, CANCELLED or DEADLINE_EXCEEDED
     */
    ArgoApiRequest readWebhook(ArgoApiCall call, String path, Deadline deadline) {
        byte[] event = whole(call, budget.openAnonymous(), LARGEST_EVENT, deadline);
        return new ArgoApiRequest(ArgoRequestView.of(Map.of(), Map.of()), Optional.of(event), path);
    }

    private static byte[] whole(ArgoApiCall call, BodyReservation held, int most, Deadline deadline) {
        call.atEnd(held::close);
        return RequestBodies.read(call.request(), most, deadline, held);
    }

    private ArgoApiRequest ofGrpc(ArgoApiCall call, ArgoRpc rpc, String path, Deadline deadline) {
        BodyReservation held = budget.open();
        byte[] body = whole(call, held, largest, deadline);
        byte[] message = GrpcFrames.message(body, call.headers().get("grpc-encoding"), largest);
        held.add(Math.max(0, message.length - body.length)); // what came compressed
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
