package io.tiphys.gateway.environment;

import java.util.OptionalInt;
import java.util.Set;

/**
 * How callers of the Argo API choose an environment besides the path prefix {@code /argo/<name>/}, which always does, and
 * what those get who are not known.
 *
 * @param hosts host names, in lower case and without a port
 * @param port a listener of its own
 * @param anonymousInformation whether info, version and user info are answered to callers who are not known
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
