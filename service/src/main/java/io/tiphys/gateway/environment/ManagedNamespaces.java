package io.tiphys.gateway.environment;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which namespaces an environment serves.
 *
 * @param names the names; {@code *} alone stands for all
 */
public record ManagedNamespaces(Set<String> names) {
    /** What stands for all namespaces in configuration. */
    public static final String ALL = "*";

    public ManagedNamespaces {
        names = Set.copyOf(names);
    }

    /** Whether all namespaces are served. */
    public boolean all() {
        return names.contains(ALL);
    }

    /**
     * Refuses a namespace that is not served.
     *
     * @throws GatewayException with NAMESPACE_NOT_MANAGED, which names the namespaces that can be used
     */
    public void require(String environment, Namespace namespace) {
        if (!serves(namespace)) {
            String served = String.join(", ", new TreeSet<>(names));
            Problem problem = notManaged(environment, namespace, ". It serves: " + served + ".");
            throw new GatewayException(problem.with("namespaces", served));
        }
    }

    /**
     * Refuses a call that is about all namespaces where not all are served.
     *
     * @throws GatewayException with NAMESPACE_NOT_MANAGED, which names the namespaces that can be used
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
     * The same for callers who are not known yet: they do not learn which namespaces are served.
     *
     * @throws GatewayException with NAMESPACE_NOT_MANAGED
     */
    public void requireQuietly(String environment, Namespace namespace) {
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
