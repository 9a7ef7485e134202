package io.tiphys.gateway.argo;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLHandshakeException;

/**
 * A request under way.
 *
 * @param request what was asked
 * @param response the answer to come; cancelling it closes the connection
 * @param body the request's body
 */
record Exchange(ArgoRequest request, CompletableFuture<HttpResponse<byte[]>> response, Optional<RequestBody> body) {
    /** Whether the Argo Server may have got the whole request, now that the exchange has failed for this cause. */
    boolean maybeSent(Throwable cause) {
        boolean connected = !(cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException);
        return connected && body.map(RequestBody::taken).orElse(true);
    }
}
