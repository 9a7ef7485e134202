package io.tiphys.gateway.argoapi.request;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.argo.client.request.PassingRequest.Body;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.route.QueryParameters;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRoutes.Match;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoproto.AppendedField;
import java.util.Map;
import java.util.Optional;

/**
 * A request as far as it was read. What is sent of it is made from this alone.
 *
 * @param view what it says
 * @param body its body, framed as it came; empty where the body passes through unread
 * @param path where to, without the query, below the Argo Server's base href
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ArgoApiRequest(ArgoRequestView view, Optional<byte[]> body, String path) {
    /** A request of which nothing but the path is read here. */
    public static ArgoApiRequest passing(String path) {
        return new ArgoApiRequest(ArgoRequestView.of(Map.of(), Map.of()), Optional.empty(), path);
    }

    /** Where to, with the query. */
    public String target() {
        return view.query().isEmpty() ? path : path + "?" + QueryParameters.write(view.query());
    }

    /**
     * The same with another text in a field of its path, its query or its message.
     *
     * @param field its dotted name
     * @param appended the same field in the message of gRPC
     */
    public ArgoApiRequest with(ArgoApiCall call, ArgoRpc rpc, String field, String value, AppendedField appended) {
        if (call.grpc()) {
            String encoding = call.headers().get("grpc-encoding");
            byte[] message = GrpcFrames.message(body.orElseThrow(), encoding, Integer.MAX_VALUE - 8);
            byte[] changed = GrpcFrames.frame(appended.appendedTo(message, value));
            return new ArgoApiRequest(view.with(field, value), Optional.of(changed), path);
        }
        ArgoRequestView changed = view.with(field, value);
        boolean inPath = view.variables().containsKey(field);
        return new ArgoApiRequest(changed, body, inPath ? new Match(rpc, changed.variables()).path() : path);
    }

    /** The body for the Argo Server: what was read, or what comes in, at the Argo Server's pace. */
    public Body forwarded(HttpRequest incoming) {
        return body.map(bytes -> new Body(headers -> withBytes(headers, bytes), true))
                .orElseGet(() -> new Body(headers -> passing(incoming.withHeaders(headers)), incoming.isEmpty()));
    }

    private static HttpRequest withBytes(RequestHeaders headers, byte[] bytes) {
        return bytes.length == 0
                ? HttpRequest.of(headers)
                : HttpRequest.of(headers.withMutations(all -> all.contentLength(bytes.length)), HttpData.wrap(bytes));
    }

    /** Says of a body that breaks off that it did: who sends it on would take it for a fault of the connection's. */
    private static HttpRequest passing(HttpRequest request) {
        return request.isEmpty() ? HttpRequest.of(request.headers()) : request.mapError(RequestBodies::brokenOff);
    }
}
