package io.tiphys.client;

import io.tiphys.client.generated.model.PreflightFinding;
import io.tiphys.client.generated.model.PreflightResponse;
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
    public record Finding(String check, boolean passed, String message, Optional<Reason> reason) {
        static Finding of(PreflightFinding generated) {
            return new Finding(
                    generated.getCheck(),
                    generated.getPassed(),
                    generated.getMessage(),
                    Optional.ofNullable(generated.getReason()).map(reason -> Reason.of(reason.getValue())));
        }
    }

    static Preflight of(PreflightResponse generated) {
        return new Preflight(
                generated.getEnvironment(),
                generated.getReady(),
                generated.getFindings().stream().map(Finding::of).toList());
    }
}
