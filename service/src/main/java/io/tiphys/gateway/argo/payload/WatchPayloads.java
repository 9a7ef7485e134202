package io.tiphys.gateway.argo.payload;

import io.tiphys.gateway.argoproto.pruning.FieldsCleaner;
import java.io.IOException;
import java.util.Optional;

/** The encoding of watch events in one of the Argo Server's formats. Thread-safe. */
public interface WatchPayloads {
    /**
     * Parses an event; empty for an event without interest for readers.
     *
     * @throws IOException when the event is not valid
     */
    Optional<UpstreamEvent> read(byte[] payload) throws IOException;

    /** A copy of the event with another type and another version of its object. */
    byte[] changed(byte[] payload, String type, long version);

    /** A copy of the event with the selected fields of its object only. */
    byte[] pruned(byte[] payload, FieldsCleaner fields);
}
