package io.tiphys.gateway.argo.request;

import java.util.OptionalLong;

/**
 * Where an upstream watch starts.
 *
 * @param after behind this version; empty for the present state first and then what happens
 */
public record WatchStart(OptionalLong after) {
    public static final WatchStart PRESENT_STATE = new WatchStart(OptionalLong.empty());

    public static WatchStart after(long version) {
        return new WatchStart(OptionalLong.of(version));
    }
}
