package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.environment.JupyterHub;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The owner of a JupyterHub's token, as the hub names it, without prefixes. Personal data: not for logs.
 *
 * @param hub the hub
 * @param name the name of the user
 * @param groups the groups of the user
 */
public record HubToken(JupyterHub hub, String name, List<String> groups) implements GatewayToken {
    public HubToken {
        Objects.requireNonNull(hub);
        Objects.requireNonNull(name);
        groups = List.copyOf(groups);
    }

    /** {@code hub} with the hub's id, {@code name} and {@code groups}. */
    @Override
    public Map<String, Object> claims() {
        return Map.of("hub", hub.id(), "name", name, "groups", groups);
    }

    /** Omits the owner. */
    @Override
    public String toString() {
        return "HubToken of " + hub.id();
    }
}
