package io.tiphys.gateway.argo.client.framing;

import java.io.IOException;
import java.util.Optional;

/**
 * The format of a stream's messages.
 *
 * @param reader the reader of a message
 * @param resumable whether a broken stream can be reopened at its end, so that a break is an ordinary end
 * @param <T> the type of an event
 */
public record StreamFormat<T>(Reader<T> reader, boolean resumable) {
    /**
     * Reads one message.
     *
     * @param <T> the type of an event
     */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Converts a message; empty for a message without interest for readers.
         *
         * @param payload the JSON of a {@code result}, or a protobuf message
         * @throws IOException when the message is not valid
         */
        Optional<T> read(byte[] payload) throws IOException;
    }
}
