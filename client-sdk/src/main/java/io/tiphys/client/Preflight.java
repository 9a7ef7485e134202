package io.tiphys.client;

import io.tiphys.client.generated.model.PreflightFinding;
import io.tiphys.client.generated.model.PreflightResponse;
import java.util.List;
import java.util.Optional;

/**
 * Whether an environment can take submissions now.
 *
 * @param environment its name
 * @param ready whether no check failed
 * @param findings the checks, in the order in which they are made
 */
public record Preflight(String environment, boolean ready, List<Finding> findings) {
    /**
     * What one check found.
     *
     * @param check its stable name, for example {@code argo-reachable}
     * @param passed whether it passed
     * @param message what was found and, when it failed, what to do
     * @param reason the reason when it failed
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
