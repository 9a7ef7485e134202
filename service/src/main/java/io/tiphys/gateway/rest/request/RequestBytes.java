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
 * Reads the body of a request as it was sent. The framework's own binding is passed by: it would choose a reader by the
 * media type, and the media type is a question to the caller's document, not to the framework.
 */
public final class RequestBytes {
    private RequestBytes() {}

    /**
     * The whole body; empty when there is none. Blocks, so it is called on a virtual thread.
     *
     * @throws GatewayException with MEDIA_TYPE_UNSUPPORTED when it is compressed (RFC 9110, section 15.5.16): no workflow is so
     *     large that it would be worth the care that inflating a stranger's bytes needs
     */
    public static byte[] of(HttpRequest<?> request) {
        CallerHeaders.single(request, HttpHeaders.CONTENT_ENCODING)
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .ifPresent(coding -> {
                    throw new GatewayException(Problem.of(
                            ErrorReason.MEDIA_TYPE_UNSUPPORTED, "The body is compressed; send it uncompressed."));
                });
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
