package io.tiphys.gateway.rest.stream;

import io.tiphys.gateway.rest.error.ProblemDocument;

/**
 * The encoding of a stream. Every method returns the bytes to send; empty when there is nothing to send.
 *
 * @param <T> the type of the stream's values
 */
public interface StreamForm<T> {
    /** The media type of the response. */
    String mediaType();

    /** Sent at once, so that the reader knows that the stream is open. */
    byte[] opening();

    /** Encodes a value. */
    byte[] item(T value);

    /** A heartbeat. */
    byte[] silence();

    /** Ends the stream. */
    byte[] end();

    /** Ends a broken stream. */
    byte[] failure(ProblemDocument problem);

    /** Whether a reader could take the response for a complete one despite the failure's bytes. */
    boolean failureIsMissable();
}
