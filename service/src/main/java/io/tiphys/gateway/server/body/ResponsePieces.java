package io.tiphys.gateway.server.body;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import java.util.ArrayList;
import java.util.List;

/** Bodies in pieces, so that {@link WatchedResponse} sees the progress of a slow reader. */
public final class ResponsePieces {
    private ResponsePieces() {}

    /** The body in pieces of at most 64 KiB, without a copy. */
    public static List<HttpData> of(byte[] body) {
        List<HttpData> pieces = new ArrayList<>();
        for (int from = 0; from < body.length; from += WatchedResponse.LEAST) {
            int length = Math.min(WatchedResponse.LEAST, body.length - from);
            pieces.add(HttpData.wrap(body, from, length));
        }
        return pieces;
    }

    /**
     * A response with a complete body.
     *
     * @param trailers the trailers after the body; empty for none
     */
    public static HttpResponse response(ResponseHeaders head, byte[] body, HttpHeaders trailers) {
        if (body.length <= WatchedResponse.LEAST) {
            return HttpResponse.of(head, HttpData.wrap(body), trailers);
        }
        List<HttpObject> parts = new ArrayList<>();
        parts.add(trailers.isEmpty() ? head.withMutations(all -> all.contentLength(body.length)) : head);
        parts.addAll(of(body));
        if (!trailers.isEmpty()) {
            parts.add(trailers);
        }
        return HttpResponse.of(parts.toArray(HttpObject[]::new));
    }
}
