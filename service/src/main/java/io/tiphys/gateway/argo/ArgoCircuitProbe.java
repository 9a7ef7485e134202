package io.tiphys.gateway.argo;

import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Checks that the circuit breaker of the Argo Server is closed. The check passes once the open period is over: recovery
 * needs trial calls, and a gateway that is not ready receives none.
 */
@Singleton
final class ArgoCircuitProbe implements EnvironmentProbe {
    private final ArgoClients clients;

    ArgoCircuitProbe(ArgoClients clients) {
        this.clients = clients;
    }

    @Override
    public String check() {
        return "argo-circuit";
    }

    @Override
    public int place() {
        return 50;
    }

    @Override
    public Finding probe(SubmissionEnvironment environment) {
        Duration left = clients.of(environment).heldBackFor();
        return left.isZero()
                ? Finding.passed(check(), "The circuit breaker is closed.")
                : Finding.failed(
                        check(),
                        ErrorReason.ARGO_CIRCUIT_OPEN,
                        "Too many recent calls failed; the circuit breaker is open for " + left.toMillis()
                                + " ms more.");
    }
}
