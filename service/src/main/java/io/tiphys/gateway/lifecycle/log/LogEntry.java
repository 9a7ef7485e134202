package io.tiphys.gateway.lifecycle.log;

import java.util.Objects;

/**
 * A line of a log, in the Argo Server's own bytes.
 *
 * @param payload in JSON what stands behind {@code "result":}, which is {@code {"content":...,"podName":...}}; in protobuf
 *     a {@code workflow.LogEntry}. Shared by all readers: never to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record LogEntry(byte[] payload) {
    public LogEntry {
        Objects.requireNonNull(payload);
    }
}
