package io.tiphys.gateway.argo.payload;

import io.tiphys.gateway.argo.payload.HubEvent.Sight;

/**
 * The form in which a reader receives a visible object.
 *
 * @param <T> the type of the form
 */
@FunctionalInterface
public interface ReaderForm<T> {
    /**
     * Makes the form, or reuses the one of another reader.
     *
     * @param sight the visibility
     * @param version the version of the event
     */
    T of(WatchedObject object, Sight sight, long version);
}
