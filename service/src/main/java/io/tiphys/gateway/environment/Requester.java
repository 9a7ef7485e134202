package io.tiphys.gateway.environment;

import java.util.Objects;

/**
 * The caller and the address to which a use of a shared pool is attributed. Both names are keys to compare, not texts to
 * show.
 *
 * @param caller the caller's key; empty for a caller without a token
 * @param address the address of the caller; empty for the gateway's own work
 */
public record Requester(String caller, String address) {
    /** The gateway itself, which has no share of its own. */
    public static final Requester GATEWAY = new Requester("", "");

    public Requester {
        Objects.requireNonNull(caller);
        Objects.requireNonNull(address);
    }

    /** A caller without a token, identified by its address alone. */
    public static Requester anonymous(String address) {
        return new Requester("", address);
    }
}
