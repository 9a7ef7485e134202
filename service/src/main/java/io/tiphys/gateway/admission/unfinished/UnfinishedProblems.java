package io.tiphys.gateway.admission.unfinished;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.admission.unfinished.UnfinishedCount.Reached;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import java.time.Duration;

/** The refusals of the limits of unfinished workflows. */
final class UnfinishedProblems {
    private static final Duration LEAST_RETRY = Duration.ofSeconds(1);
    private static final Duration MOST_RETRY = Duration.ofMinutes(1);

    /** The time to wait while the pace at which workflows finish is unknown. */
    private static final Duration BY_DEFAULT = Duration.ofSeconds(10);

    private UnfinishedProblems() {}

    static GatewayException reached(CallContext context, Namespace namespace, Reached reached) {
        String whose = reached.ofCaller() ? "You have " : "Namespace '" + namespace.value() + "' has ";
        String where = reached.ofCaller() ? " in namespace '" + namespace.value() + "'" : "";
        String estimate = reached.estimate()
                .map(time -> " At the current pace one of them finishes in " + time.toMillis() + " ms.")
                .orElse("");
        Problem problem = Problem.of(
                        ErrorReason.TOO_MANY_WORKFLOWS,
                        whose + reached.count() + " unfinished workflows" + where + ". The limit is " + reached.limit()
                                + "." + estimate)
                .with("environment", context.environment().name())
                .with("namespace", namespace.value())
                .with("limit", Integer.toString(reached.limit()))
                .with("unfinished", Integer.toString(reached.count()))
                .with("limitedBy", "limits.admission.max-unfinished." + (reached.ofCaller() ? "caller" : "namespace"))
                .withRetryAfter(retryAfter(reached.estimate().orElse(BY_DEFAULT)));
        return new GatewayException(reached.estimate()
                .map(time -> problem.with("estimatedWaitMillis", Long.toString(time.toMillis())))
                .orElse(problem));
    }

    private static Duration retryAfter(Duration estimate) {
        if (estimate.compareTo(LEAST_RETRY) < 0) {
            return LEAST_RETRY;
        }
        return estimate.compareTo(MOST_RETRY) > 0 ? MOST_RETRY : estimate;
    }
}
