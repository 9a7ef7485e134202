package io.tiphys.gateway.argo;

import java.util.OptionalLong;

/**
 * Where an upstream watch starts.
 *
 * @param after behind this version; empty for the present state first and then what happens
 */
record WatchStart(OptionalLong after) {
    static final WatchStart PRESENT_STATE = new WatchStart(OptionalLong.empty());

    static WatchStart after(long version) {
        return new WatchStart(OptionalLong.of(version));
    }
}
