package io.tiphys.gateway.rest.stream;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.stream.BodySizeLimits;
import jakarta.inject.Singleton;
import java.io.OutputStream;

/**
 * Writes streams piece by piece. The framework's own writer of reactive bodies delays the response headers until the first
 * piece, and prefetches 32 pieces of up to a megabyte each.
 */
@Singleton
@Produces({
    MediaType.TEXT_EVENT_STREAM,
    MediaType.TEXT_PLAIN,
    MediaType.APPLICATION_JSON,
    "application/x-ndjson",
    "text/csv"
})
final class StreamingBodyWriter implements ResponseBodyWriter<StreamingBody<?>> {
    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory bodyFactory,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<StreamingBody<?>> type,
            MediaType mediaType,
            StreamingBody<?> body) {
        PullPublisher pieces = new PullPublisher(body, bodyFactory.readBufferFactory(), PropagatedContext.getOrEmpty());
        return bodyFactory.adapt(pieces, BodySizeLimits.UNLIMITED, null, body::close);
    }

    @Override
    public void writeTo(
            Argument<StreamingBody<?>> type,
            MediaType mediaType,
            StreamingBody<?> body,
            MutableHeaders outgoingHeaders,
            OutputStream outputStream) {
        throw new UnsupportedOperationException("a stream goes out piece by piece");
    }
}
