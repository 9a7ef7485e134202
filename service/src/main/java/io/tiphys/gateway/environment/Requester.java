package io.tiphys.gateway.environment;

import java.util.Objects;

/**
 * On whose behalf something is taken of a pool that all share. Both names are keys to compare, not texts to show.
 *
 * @param caller the caller's key; empty for a caller who shows no token
 * @param address the address that the call came from; empty for what the gateway does by itself
 */
public record Requester(String caller, String address) {
    /** The gateway itself, which has no share of its own. */
    public static final Requester GATEWAY = new Requester("", "");

    public Requester {
        Objects.requireNonNull(caller);
        Objects.requireNonNull(address);
    }

    /** A caller without a token, known by its address alone. */
    public static Requester anonymous(String address) {
        return new Requester("", address);
    }
}
