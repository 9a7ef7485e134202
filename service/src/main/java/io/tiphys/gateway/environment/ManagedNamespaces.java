package io.tiphys.gateway.environment;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Set;
import java.util.TreeSet;

/**
 * The namespaces that an environment serves.
 *
 * @param names the names; {@code *} alone represents all
 */
public record ManagedNamespaces(Set<String> names) {
    /** The configured value for all namespaces. */
    public static final String ALL = "*";

    public ManagedNamespaces {
        names = Set.copyOf(names);
    }

    /** Whether all namespaces are served. */
    public boolean all() {
        return names.contains(ALL);
    }

    /**
     * Rejects a namespace that is not served.
     *
     * @throws GatewayException with NAMESPACE_NOT_MANAGED, which names the available namespaces
     */
    public void require(String environment, Namespace namespace) {
        if (!serves(namespace)) {
            String served = String.join(", ", new TreeSet<>(names));
            Problem problem = notManaged(environment, namespace, ". It serves: " + served + ".");
            throw new GatewayException(problem.with("namespaces", served));
        }
    }

    /**
     * Rejects a call about all namespaces if not all are served.
     *
     * @throws GatewayException with NAMESPACE_NOT_MANAGED, which names the available namespaces
     */
    public void requireAll(String environment) {
        if (!all()) {
            String served = String.join(", ", new TreeSet<>(names));
            throw new GatewayException(Problem.of(
                            ErrorReason.NAMESPACE_NOT_MANAGED,
                            "The call is about all namespaces, and environment '" + environment + "' serves only: "
                                    + served + ". Name one of them.")
                    .with("environment", environment)
                    .with("namespaces", served));
        }
    }

    /**
     * The same for unauthenticated callers, who must not learn the served namespaces.
     *
     * @throws GatewayException with NAMESPACE_NOT_MANAGED
     */
    public void requireWithoutDetails(String environment, Namespace namespace) {
        if (!serves(namespace)) {
            throw new GatewayException(notManaged(environment, namespace, "."));
        }
    }

    /** Whether the environment serves a namespace. */
    public boolean serves(Namespace namespace) {
        return all() || names.contains(namespace.value());
    }

    private static Problem notManaged(String environment, Namespace namespace, String end) {
        return Problem.of(
                        ErrorReason.NAMESPACE_NOT_MANAGED,
                        "Environment '" + environment + "' does not serve namespace '" + namespace + "'" + end)
                .with("environment", environment)
                .with("namespace", namespace.value());
    }
}
