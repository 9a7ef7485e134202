package io.tiphys.client.environment;

import io.tiphys.client.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Whether an environment can accept submissions now.
 *
 * @param environment its name
 * @param ready whether no check failed
 * @param findings the checks, in their order
 */
public record Preflight(String environment, boolean ready, List<Finding> findings) {
    /**
     * The result of one check.
     *
     * @param check its stable name, for example {@code argo-reachable}
     * @param passed whether the check passed
     * @param message the result and, for a failure, the correction
     * @param reason the reason of a failure
     */
    public record Finding(String check, boolean passed, String message, Optional<Reason> reason) {}

    public Preflight {
        findings = List.copyOf(findings);
    }
}
