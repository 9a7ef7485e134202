package io.tiphys.gateway.lifecycle.log;

import java.util.Objects;

/**
 * A line of a log, in the Argo Server's own bytes.
 *
 * @param payload in JSON the value of {@code "result":}, which is {@code {"content":...,"podName":...}}; in protobuf a
 *     {@code workflow.LogEntry}. Shared by all readers: must not be modified
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record LogEntry(byte[] payload) {
    public LogEntry {
        Objects.requireNonNull(payload);
    }
}
