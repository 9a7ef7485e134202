package io.tiphys.gateway.rest.request;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.rest.call.CallerHeaders;
import java.util.concurrent.CompletionException;

/**
 * Reads the unchanged body of a request. The framework's own binding is not used, because it would choose a reader by the
 * media type. Here the media type describes the caller's document.
 */
public final class RequestBytes {
    private RequestBytes() {}

    /**
     * The whole body; empty when there is none. Blocks, so the method must be called on a virtual thread.
     *
     * @throws GatewayException with MEDIA_TYPE_UNSUPPORTED when the body is compressed (RFC 9110, section 15.5.16): no
     *     workflow is large enough to justify the risk of inflating untrusted bytes
     */
    public static byte[] of(HttpRequest<?> request) {
        requireUncompressed(request);
        if (!(request instanceof ServerHttpRequest<?> received)) {
            throw new IllegalStateException("this is not the request that the server received");
        }
        try (CloseableAvailableByteBody body = received.byteBody().buffer().join()) {
            return body.toByteArray();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** @throws GatewayException with MEDIA_TYPE_UNSUPPORTED when the body is compressed */
    public static void requireUncompressed(HttpRequest<?> request) {
        CallerHeaders.single(request, HttpHeaders.CONTENT_ENCODING)
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .ifPresent(coding -> {
                    throw new GatewayException(Problem.of(
                            ErrorReason.MEDIA_TYPE_UNSUPPORTED, "The body is compressed; send it uncompressed."));
                });
    }
}
