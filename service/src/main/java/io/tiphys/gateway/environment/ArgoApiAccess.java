package io.tiphys.gateway.environment;

import java.util.OptionalInt;
import java.util.Set;

/**
 * How callers of the Argo API select an environment, besides the path prefix {@code /argo/<name>/}, which always works, and
 * which information anonymous callers get.
 *
 * @param hosts host names, in lower case and without a port
 * @param port the port of a separate listener
 * @param anonymousInformation whether anonymous callers get info, version and user info
 */
public record ArgoApiAccess(Set<String> hosts, OptionalInt port, boolean anonymousInformation) {
    public ArgoApiAccess {
        hosts = Set.copyOf(hosts);
    }

    /** The path prefix alone. */
    public static ArgoApiAccess byPrefix() {
        return new ArgoApiAccess(Set.of(), OptionalInt.empty(), false);
    }
}
