package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import io.tiphys.gateway.argoapi.ArgoForwarder.Body;
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
record ArgoApiRequest(ArgoRequestView view, Optional<byte[]> body, String path) {
    /** A request of which nothing but the path is read here. */
    static ArgoApiRequest passing(String path) {
        return new ArgoApiRequest(ArgoRequestView.of(Map.of(), Map.of()), Optional.empty(), path);
    }

    /** Where to, with the query. */
    String target() {
        return view.query().isEmpty() ? path : path + "?" + QueryParameters.write(view.query());
    }

    /** The same with a field of the query set to a value. */
    ArgoApiRequest with(String field, String value) {
        ArgoRequestView changed =
                new ArgoRequestView(view.variables(), QueryParameters.with(view.query(), field, value), view.message());
        return new ArgoApiRequest(changed, body, path);
    }

    /** The same with another body. */
    ArgoApiRequest withBody(byte[] other) {
        return new ArgoApiRequest(view, Optional.of(other), path);
    }

    /** The body for the Argo Server: what was read, or what comes in, at the Argo Server's pace. */
    Body forwarded(HttpRequest incoming) {
        return headers -> body.map(bytes -> bytes.length == 0
                        ? HttpRequest.of(headers)
                        : HttpRequest.of(
                                headers.withMutations(all -> all.contentLength(bytes.length)), HttpData.wrap(bytes)))
                .orElseGet(() -> passing(incoming.withHeaders(headers)));
    }

    /** Says of a body that breaks off that it did: who sends it on would take it for a fault of the connection's. */
    private static HttpRequest passing(HttpRequest request) {
        return request.isEmpty() ? request : request.mapError(RequestBodies::brokenOff);
    }
}
