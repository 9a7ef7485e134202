package io.tiphys.gateway.argo.payload;

import io.tiphys.gateway.argoproto.pruning.FieldsCleaner;
import java.io.IOException;
import java.util.Optional;

/** How the events of a watch are written in one of the Argo Server's formats. Thread-safe. */
public interface WatchPayloads {
    /**
     * What an event says; empty for one that says nothing to anybody.
     *
     * @throws IOException when it cannot be understood
     */
    Optional<UpstreamEvent> read(byte[] payload) throws IOException;

    /** The same event with another type and another version of its object. */
    byte[] changed(byte[] payload, String type, long version);

    /** The same event with parts of its object alone. */
    byte[] pruned(byte[] payload, FieldsCleaner fields);
}
