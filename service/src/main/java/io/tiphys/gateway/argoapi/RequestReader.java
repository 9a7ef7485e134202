package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.argoapi.ArgoRoutes.Match;
import io.tiphys.gateway.argoproto.ArgoMessages;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a request to a remote procedure, so that what is sent can be made from what was read. Thread-safe. */
@Singleton
final class RequestReader {
    /** Its body is the sender's own, and its signature is over every byte of it. */
    private static final String EVENT = "ReceiveEvent";

    private static final byte[] NOTHING = {};

    private final int largest;

    RequestReader(ArgoApiConfiguration configuration) {
        this.largest = configuration.maxInspectedRequest();
    }

    /**
     * Reads a request.
     *
     * @param target which procedure it calls
     * @throws GatewayException with REQUEST_INVALID, REQUEST_TOO_LARGE, CANCELLED or DEADLINE_EXCEEDED
     */
    ArgoApiRequest read(ArgoApiCall call, Target.Procedure target, Deadline deadline) {
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
            return new ArgoApiRequest(ArgoRequestView.of(match.variables(), query), Optional.empty(), match.path());
        }
        if (!rpc.readsBody()) {
            requireNoBody(call);
            return new ArgoApiRequest(ArgoRequestView.of(match.variables(), query), Optional.of(NOTHING), match.path());
        }
        byte[] body = RequestBodies.read(call.request(), largest, deadline);
        JsonNode message = RequestBodies.message(body);
        EnvelopeFields.require(rpc, message);
        return new ArgoApiRequest(
                new ArgoRequestView(match.variables(), query, message), Optional.of(body), match.path());
    }

    /**
     * Requires of a request that says everything in its first line that it carries nothing else.
     *
     * @throws GatewayException with REQUEST_INVALID
     */
    static void requireNoBody(ArgoApiCall call) {
        if (!call.request().isEmpty()) {
            throw new GatewayException(Problem.of(
                    ErrorReason.REQUEST_INVALID,
                    "A " + call.headers().method() + " request of the Argo API takes no body."));
        }
    }

    private ArgoApiRequest ofGrpc(ArgoApiCall call, ArgoRpc rpc, Deadline deadline) {
        byte[] body = RequestBodies.read(call.request(), largest, deadline);
        byte[] message = GrpcFrames.message(body, call.headers().get("grpc-encoding"), largest);
        ArgoRequestView view = ArgoMessages.requestJson("/" + rpc.name(), message)
                .map(ArgoRequestView::of)
                .orElseThrow(() -> new GatewayException(
                        Problem.of(ErrorReason.REQUEST_INVALID, "The message of this method is not understood.")));
        return new ArgoApiRequest(view, Optional.of(body), "/" + rpc.name());
    }
}
