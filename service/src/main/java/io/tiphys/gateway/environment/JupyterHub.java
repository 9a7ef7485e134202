package io.tiphys.gateway.environment;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A JupyterHub (versions 4 to 6) whose users call the gateway with the hub's tokens. Immutable.
 *
 * @param id its name in the configuration
 * @param api the address of its REST API, for example {@code https://hub.example/hub/api}
 * @param service the name of the gateway among the services of the hub; a scope of the token must name it
 * @param caFile PEM certificates to trust instead of the system's
 * @param userPrefix the text before each user's name; not empty
 * @param groupsPrefix the text before each group's name; not empty
 */
public record JupyterHub(
        String id, URI api, String service, Optional<Path> caFile, String userPrefix, String groupsPrefix) {
    private static final String EVERY_SERVICE = "access:services";

    public JupyterHub {
        Objects.requireNonNull(id);
        Objects.requireNonNull(api);
        Objects.requireNonNull(service);
        Objects.requireNonNull(caFile);
        Objects.requireNonNull(userPrefix);
        Objects.requireNonNull(groupsPrefix);
    }

    /** The scope that lets a token call the gateway and no other service. */
    public String scope() {
        return EVERY_SERVICE + "!service=" + service;
    }

    /** Whether a token with these scopes, as the hub expands them, may call the gateway. */
    public boolean admits(List<String> scopes) {
        return scopes.contains(EVERY_SERVICE) || scopes.contains(scope());
    }
}
