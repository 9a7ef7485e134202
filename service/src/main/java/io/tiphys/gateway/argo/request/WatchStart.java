package io.tiphys.gateway.argo.request;

import java.util.OptionalLong;

/**
 * The start of an upstream watch.
 *
 * @param after the version after which to start; empty for the initial snapshot and then live events
 */
public record WatchStart(OptionalLong after) {
    public static final WatchStart PRESENT_STATE = new WatchStart(OptionalLong.empty());

    public static WatchStart after(long version) {
        return new WatchStart(OptionalLong.of(version));
    }
}
