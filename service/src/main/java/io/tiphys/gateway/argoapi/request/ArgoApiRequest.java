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
import io.tiphys.gateway.grpcwire.GrpcFrames;
import java.util.Map;
import java.util.Optional;

/**
 * A request as far as the gateway read it. The forwarded request is built from this alone.
 *
 * @param view the fields of the request
 * @param body its body, framed as received; empty if the body passes through unread
 * @param path the target without the query, below the Argo Server's base href
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record ArgoApiRequest(ArgoRequestView view, Optional<byte[]> body, String path) {
    /** A request of which only the path is read. */
    public static ArgoApiRequest passing(String path) {
        return new ArgoApiRequest(ArgoRequestView.of(Map.of(), Map.of()), Optional.empty(), path);
    }

    /** The target, with the query. */
    public String target() {
        return view.query().isEmpty() ? path : path + "?" + QueryParameters.write(view.query());
    }

    /**
     * The same request with another text in a field of its path, query or message.
     *
     * @param field its dotted name
     * @param appended the same field in the gRPC message
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

    /** The body for the Argo Server: the bytes that were read, or the incoming stream at the Argo Server's pace. */
    public Body forwarded(HttpRequest incoming) {
        return body.map(bytes -> new Body(headers -> withBytes(headers, bytes), true))
                .orElseGet(() -> new Body(headers -> passing(incoming.withHeaders(headers)), incoming.isEmpty()));
    }

    private static HttpRequest withBytes(RequestHeaders headers, byte[] bytes) {
        return bytes.length == 0
                ? HttpRequest.of(headers)
                : HttpRequest.of(headers.withMutations(all -> all.contentLength(bytes.length)), HttpData.wrap(bytes));
    }

    /** Reports an interrupted body as such. Otherwise the client would treat the interruption as a connection error. */
    private static HttpRequest passing(HttpRequest request) {
        return request.isEmpty() ? HttpRequest.of(request.headers()) : request.mapError(RequestBodies::brokenOff);
    }
}
