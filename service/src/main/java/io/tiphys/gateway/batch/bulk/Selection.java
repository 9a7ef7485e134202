package io.tiphys.gateway.batch.bulk;

import io.tiphys.gateway.batch.run.BatchIdentity;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;
import java.util.Objects;

/**
 * The choice of workflows by their labels.
 *
 * @param labelSelector a Kubernetes label selector, never empty
 */
public record Selection(String labelSelector) {
    /** A copy of an item that somebody resubmitted has the labels of the batch, and is not part of it. */
    private static final String NO_COPY = ",!workflows.argoproj.io/resubmitted-from-workflow";

    public Selection {
        Objects.requireNonNull(labelSelector);
    }

    /**
     * The workflows that a selector matches.
     *
     * @throws GatewayException with REQUEST_INVALID for an empty selector, which would match every workflow
     */
    public static Selection of(String labelSelector) {
        if (labelSelector.isBlank()) {
            String message = "A label selector is required: an empty one would select every workflow of the namespace.";
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                    .withViolations(List.of(Violation.ofParameter("selector-empty", "labelSelector", message))));
        }
        return new Selection(labelSelector);
    }

    /**
     * The workflows of a batch.
     *
     * @throws GatewayException with REQUEST_INVALID when the id is no value of a label
     */
    public static Selection ofBatch(String batchId) {
        BatchIdentity.requireLabel(batchId);
        return new Selection(BatchIdentity.LABEL + "=" + batchId + NO_COPY);
    }

    /** The workflows of all batches. */
    public static Selection ofBatches() {
        return new Selection(BatchIdentity.LABEL + NO_COPY);
    }
}
