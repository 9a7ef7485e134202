package io.tiphys.gateway.argoapi.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.call.ArgoApiConfiguration;
import io.tiphys.gateway.argoapi.route.QueryParameters;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRoutes.Match;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.EnvelopeFields;
import io.tiphys.gateway.argoapi.rpc.NamedValue;
import io.tiphys.gateway.argoproto.ArgoMessages;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.grpcwire.GrpcFrames;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.server.body.BodyReservation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads requests to remote procedures. The forwarded request is built from the result. Thread-safe. */
@Singleton
public final class RequestReader {
    /** The sender signs every byte of an event's body. */
    private static final String EVENT = "ReceiveEvent";

    /** The largest size of an event in bytes: as much as the Argo Server reads of a webhook. */
    static final int LARGEST_EVENT = 2 << 20;

    private static final byte[] NOTHING = {};

    private final BodyBudget budget;
    private final int largest;

    public RequestReader(ArgoApiConfiguration configuration, BodyBudget budget) {
        this.budget = budget;
        this.largest = configuration.maxInspectedRequest();
    }

    /**
     * Reads a request.
     *
     * @param target the called procedure
     * @throws GatewayException with REQUEST_INVALID, REQUEST_TOO_LARGE, TOO_MANY_CALLS, CANCELLED or DEADLINE_EXCEEDED
     */
    public ArgoApiRequest read(ArgoApiCall call, Target.Procedure target, Deadline deadline) {
        ArgoRpc rpc = target.match().rpc();
        ArgoApiRequest request = call.grpc() ? ofGrpc(call, rpc, deadline) : ofHttp(call, target, deadline);
        NamedValue.require(rpc, request.view());
        return request;
    }

    private ArgoApiRequest ofHttp(ArgoApiCall call, Target.Procedure target, Deadline deadline) {
        Match match = target.match();
        ArgoRpc rpc = match.rpc();
        Map<String, List<String>> query = QueryParameters.read(rpc, target.query());
        if (rpc.method().equals(EVENT)) {
            byte[] event = whole(call, budget.open(), LARGEST_EVENT, deadline);
            return new ArgoApiRequest(ArgoRequestView.of(match.variables(), query), Optional.of(event), match.path());
        }
        if (!rpc.readsBody()) {
            requireNoBody(call);
            return new ArgoApiRequest(ArgoRequestView.of(match.variables(), query), Optional.of(NOTHING), match.path());
        }
        byte[] body = whole(call, budget.open(), largest, deadline);
        JsonNode message = RequestBodies.message(body);
        EnvelopeFields.require(rpc, message);
        return new ArgoApiRequest(
                new ArgoRequestView(match.variables(), query, message), Optional.of(body), match.path());
    }

    /**
     * Requires that a request whose path and query contain everything carries no body.
     *
     * @throws GatewayException with REQUEST_INVALID
     */
    public static void requireNoBody(ArgoApiCall call) {
        if (!call.request().isEmpty()) {
            throw new GatewayException(Problem.of(
                    ErrorReason.REQUEST_INVALID,
                    "A " + call.headers().method() + " request of the Argo API accepts no body."));
        }
    }

    /**
     * Collects the unchanged event of a sender without a token. A slow sender uses no permit that other calls need.
     *
     * @param path the target without the query, below the Argo Server's base href
     * @throws GatewayException with REQUEST_INVALID, REQUEST_TOO_LARGE, TOO_MANY_CALLS, CANCELLED or DEADLINE_EXCEEDED
     */
    public ArgoApiRequest readWebhook(ArgoApiCall call, String path, Deadline deadline) {
        byte[] event = whole(call, budget.openAnonymous(), LARGEST_EVENT, deadline);
        return new ArgoApiRequest(ArgoRequestView.of(Map.of(), Map.of()), Optional.of(event), path);
    }

    private static byte[] whole(ArgoApiCall call, BodyReservation held, int most, Deadline deadline) {
        call.atEnd(held::close);
        return RequestBodies.read(call.request(), most, deadline, held);
    }

    private ArgoApiRequest ofGrpc(ArgoApiCall call, ArgoRpc rpc, Deadline deadline) {
        BodyReservation held = budget.open();
        byte[] body = whole(call, held, largest, deadline);
        byte[] message = GrpcFrames.message(body, call.headers().get("grpc-encoding"), largest);
        held.add(Math.max(0, message.length - body.length)); // the growth by decompression
        ArgoRequestView view = ArgoMessages.requestJson("/" + rpc.name(), message)
                .map(ArgoRequestView::of)
                .orElseThrow(() -> new GatewayException(
                        Problem.of(ErrorReason.REQUEST_INVALID, "The message of this method is not understood.")));
        return new ArgoApiRequest(view, Optional.of(body), "/" + rpc.name());
    }
}
