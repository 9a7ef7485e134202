package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableAvailableByteBody;
import java.util.concurrent.CompletionException;

/**
 * Reads the body of a request as it was sent. The framework's own binding is passed by: it would choose a reader by the
 * media type, and the media type is a question to the caller's document, not to the framework.
 */
final class RequestBytes {
    private RequestBytes() {}

    /** The whole body; empty when there is none. Blocks, so it is called on a virtual thread. */
    static byte[] of(HttpRequest<?> request) {
        if (!(request instanceof ServerHttpRequest<?> received)) {
            throw new IllegalStateException("this is not the request that the server received");
        }
        try (CloseableAvailableByteBody body = received.byteBody().buffer().join()) {
            return body.toByteArray();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
