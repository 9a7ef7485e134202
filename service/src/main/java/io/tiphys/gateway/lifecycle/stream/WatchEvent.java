package io.tiphys.gateway.lifecycle.stream;

import java.util.Objects;

/**
 * Something that happened to a workflow, in the Argo Server's own bytes.
 *
 * @param type {@code ADDED}, {@code MODIFIED} or {@code DELETED}, as this reader has to see it
 * @param resourceVersion the version at which it happened: a watch that is opened after it goes on behind this event
 * @param payload in JSON what stands behind {@code "result":}, which is {@code {"type":...,"object":{...}}}; in protobuf a
 *     {@code workflow.WorkflowWatchEvent}. Shared by all readers: never to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record WatchEvent(String type, String resourceVersion, byte[] payload) {
    public WatchEvent {
        Objects.requireNonNull(type);
        Objects.requireNonNull(resourceVersion);
        Objects.requireNonNull(payload);
    }
}
