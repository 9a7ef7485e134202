package io.tiphys.gateway.argo.payload;

import io.tiphys.gateway.argo.payload.HubEvent.Sight;

/**
 * What a reader gets for an object that it sees.
 *
 * @param <T> what that is
 */
@FunctionalInterface
public interface ReaderForm<T> {
    /**
     * Makes it, or takes what was made for another reader.
     *
     * @param sight how it is seen
     * @param version at which version
     */
    T of(WatchedObject object, Sight sight, long version);
}
