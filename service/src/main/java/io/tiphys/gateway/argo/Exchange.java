package io.tiphys.gateway.argo;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/**
 * A request under way.
 *
 * @param request what was asked
 * @param response the answer to come; cancelling it closes the connection
 * @param body the request's body
 * @param encrypted whether the connection speaks TLS
 */
record Exchange(
        ArgoRequest request,
        CompletableFuture<HttpResponse<byte[]>> response,
        Optional<RequestBody> body,
        boolean encrypted) {
    private static final String SOCKET = "sun.nio.ch.SocketChannelImpl";

    /** Whether the Argo Server may have got the whole request, now that the exchange has failed for this cause. */
    boolean maybeSent(Throwable cause) {
        boolean connected = !(cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException);
        return connected && body.map(RequestBody::taken).orElse(true) && !writingFailed(cause);
    }

    /**
     * Whether the request could not be written to the end. That is how the client meets a kept connection that the server
     * has reset a moment ago. TLS writes for reasons of its own too, so there a failed write tells nothing.
     */
    private boolean writingFailed(Throwable cause) {
        return !encrypted
                && Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                        .flatMap(failure -> Stream.of(failure.getStackTrace()))
                        .anyMatch(frame -> SOCKET.equals(frame.getClassName())
                                && frame.getMethodName().endsWith("Write"));
    }
}
