package io.tiphys.gateway.argo.client.framing;

import java.io.IOException;
import java.util.Optional;

/**
 * What the messages of a stream are.
 *
 * @param reader how one is read
 * @param resumable whether a stream that was cut can be opened again where it ended, so that a cut is no more than an end
 * @param <T> what they become
 */
public record StreamFormat<T>(Reader<T> reader, boolean resumable) {
    /**
     * Reads one message.
     *
     * @param <T> what it becomes
     */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * What a message means; empty for what nobody needs to see.
         *
         * @param payload the JSON of a {@code result}, or a protobuf message
         * @throws IOException when it cannot be understood
         */
        Optional<T> read(byte[] payload) throws IOException;
    }
}
