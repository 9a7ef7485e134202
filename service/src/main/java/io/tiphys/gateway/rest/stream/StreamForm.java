package io.tiphys.gateway.rest.stream;

import io.tiphys.gateway.rest.error.ProblemDocument;

/**
 * How a stream is written. Every method answers the bytes that go out for it; none when there is nothing to write.
 *
 * @param <T> what the stream carries
 */
public interface StreamForm<T> {
    /** The media type of the answer. */
    String mediaType();

    /** What goes out at once, so that the reader knows that the stream is open. */
    byte[] opening();

    /** Something came. */
    byte[] item(T value);

    /** A sign of life. */
    byte[] silence();

    /** Nothing comes any more. */
    byte[] end();

    /** The stream broke. */
    byte[] failure(ProblemDocument problem);

    /** Whether a reader who was told of a failure could still take the answer for a whole one. */
    boolean failureIsMissable();
}
