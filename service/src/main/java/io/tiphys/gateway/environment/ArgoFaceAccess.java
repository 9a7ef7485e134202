package io.tiphys.gateway.environment;

import java.util.OptionalInt;
import java.util.Set;

/**
 * How callers of the Argo face choose an environment besides the path prefix {@code /argo/<name>/}, which always does, and
 * what those get who are not known.
 *
 * @param hosts host names, in lower case and without a port
 * @param port a listener of its own
 * @param anonymousInformation whether info, version and user info are answered to callers who are not known
 */
public record ArgoFaceAccess(Set<String> hosts, OptionalInt port, boolean anonymousInformation) {
    public ArgoFaceAccess {
        hosts = Set.copyOf(hosts);
    }

    /** The path prefix alone. */
    public static ArgoFaceAccess byPrefix() {
        return new ArgoFaceAccess(Set.of(), OptionalInt.empty(), false);
    }
}
