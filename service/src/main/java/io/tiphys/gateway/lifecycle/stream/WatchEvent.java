package io.tiphys.gateway.lifecycle.stream;

import java.util.Objects;

/**
 * An event of a workflow, in the Argo Server's own bytes.
 *
 * @param type {@code ADDED}, {@code MODIFIED} or {@code DELETED}, from the view of this reader
 * @param resourceVersion the version of the event: a watch after this version resumes after this event
 * @param payload in JSON the value of {@code "result":}, which is {@code {"type":...,"object":{...}}}; in protobuf a
 *     {@code workflow.WorkflowWatchEvent}. Shared by all readers: must not be modified
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record WatchEvent(String type, String resourceVersion, byte[] payload) {
    public WatchEvent {
        Objects.requireNonNull(type);
        Objects.requireNonNull(resourceVersion);
        Objects.requireNonNull(payload);
    }
}
