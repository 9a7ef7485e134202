package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import io.tiphys.gateway.argoapi.ArgoForwarder.Body;
import io.tiphys.gateway.argoproto.AppendedField;
import java.util.Optional;

/**
 * A request as far as it was read.
 *
 * @param view what it says
 * @param body its body, framed as it came; empty where the body passes through unread
 * @param path where to, with the query, below the Argo Server's base href
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record ArgoApiRequest(ArgoRequestView view, Optional<byte[]> body, String path) {
    /** The same with another path. */
    ArgoApiRequest withPath(String other) {
        return new ArgoApiRequest(view, body, other);
    }

    /** The same with another body. */
    ArgoApiRequest withBody(byte[] other) {
        return new ArgoApiRequest(view, Optional.of(other), path);
    }

    /**
     * The same with another text in a field of its path, its query or its message.
     *
     * @param field its dotted name
     * @param appended the same field in the message of gRPC
     */
    ArgoApiRequest with(ArgoApiCall call, ArgoRpc rpc, String field, String value, AppendedField appended) {
        ArgoRequestView changed = view.with(field, value);
        if (call.grpc()) {
            byte[] message =
                    GrpcFrames.message(body.orElseThrow(), call.headers().get("grpc-encoding"), Integer.MAX_VALUE - 8);
            return new ArgoApiRequest(
                    changed, Optional.of(GrpcFrames.frame(appended.appendedTo(message, value))), path);
        }
        PathAndQuery place = PathAndQuery.of(path);
        return view.variables().containsKey(field)
                ? new ArgoApiRequest(changed, body, rpc.path(changed.variables()) + place.queryWithMark())
                : new ArgoApiRequest(changed, body, place.with(field, value));
    }

    /** The body for the Argo Server: what was read, or what comes in, at the Argo Server's pace. */
    Body forwarded(HttpRequest incoming) {
        return headers -> body.map(bytes -> HttpRequest.of(
                        headers.withMutations(all -> all.contentLength(bytes.length)), HttpData.wrap(bytes)))
                .orElseGet(() -> passing(incoming.withHeaders(headers)));
    }

    /** Says of a body that breaks off that it did: who sends it on would take it for a fault of the connection's. */
    private static HttpRequest passing(HttpRequest request) {
        return request.isEmpty() ? request : request.mapError(RequestBodies::brokenOff);
    }
}
