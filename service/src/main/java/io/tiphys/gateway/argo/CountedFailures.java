package io.tiphys.gateway.argo;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.tiphys.gateway.argo.ExchangeFailures.CallersTimeIsUpException;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;

/** Which failures of calls tell something about an Argo Server's health. All others show that it answers. */
final class CountedFailures {
    private CountedFailures() {}

    /** It did not answer, or answered with a fault of its own. */
    static boolean tellsOfIllHealth(Throwable failure) {
        return failure instanceof GatewayException known
                && switch (known.problem().reason()) {
                    case ARGO_UNAVAILABLE, ARGO_BROKEN, OUTCOME_UNKNOWN, DEADLINE_EXCEEDED -> true;
                    default -> false;
                };
    }

    /** It was not asked, or not given the time that the environment allows. */
    static boolean tellsNothing(Throwable failure) {
        return failure instanceof BulkheadFullException
                || failure instanceof GatewayException known
                        && (known.problem().reason() == ErrorReason.CANCELLED
                                || known.getCause() instanceof CallersTimeIsUpException);
    }
}
