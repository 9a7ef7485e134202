package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;

/** Failures that only a keyed call has. */
final class KeyedProblems {
    private KeyedProblems() {}

    static GatewayException reused(String namespace, String workflow, List<String> differences) {
        return new GatewayException(Problem.of(
                        ErrorReason.IDEMPOTENCY_KEY_REUSED,
                        "The idempotency key was used for another request, which made the workflow '" + workflow
                                + "'. Nothing was done.")
                .with("namespace", namespace)
                .with("workflow", workflow)
                .withViolations(differences.stream()
                        .map(place -> Violation.ofParameter(
                                "idempotency-key-reused", place, "It differs from what the key was used for."))
                        .toList()));
    }

    static GatewayException taken(String namespace, String workflow) {
        return new GatewayException(Problem.of(
                        ErrorReason.WORKFLOW_ALREADY_EXISTS,
                        "The workflow '" + workflow + "' exists, and was not created by this key.")
                .with("namespace", namespace)
                .with("workflow", workflow));
    }

    static GatewayException unreadable(String namespace, String workflow) {
        return new GatewayException(Problem.of(
                        ErrorReason.IDEMPOTENCY_RECORD_UNREADABLE,
                        "The workflow '" + workflow
                                + "' exists. Checking whether the same request created it needs the permission to"
                                + " get workflows, which the caller or the acting account lacks. Nothing was done now.")
                .with("namespace", namespace)
                .with("workflow", workflow));
    }

    static GatewayException unknown(String namespace, String workflow) {
        return new GatewayException(Problem.of(
                        ErrorReason.OUTCOME_UNKNOWN,
                        "The Argo Server did not answer until the time was up. Send the same request with the same"
                                + " idempotency key again: it is done once.")
                .with("namespace", namespace)
                .with("workflow", workflow));
    }
}
