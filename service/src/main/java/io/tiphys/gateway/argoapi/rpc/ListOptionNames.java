package io.tiphys.gateway.argoapi.rpc;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;
import java.util.Set;

/**
 * The core calls a parameter of a watch {@code labelSelector}; Argo's clients send it as {@code listOptions.labelSelector}.
 */
public final class ListOptionNames {
    private static final String PREFIX = "listOptions.";
    private static final Set<String> NAMES = Set.of("labelSelector", "fieldSelector", "resourceVersion");

    private ListOptionNames() {}

    /** The error of a parameter with the name that the caller sent; any other failure unchanged. */
    public static GatewayException inFull(GatewayException failure) {
        Problem problem = failure.problem();
        if (problem.reason() != ErrorReason.REQUEST_INVALID
                || problem.violations().size() != 1) {
            return failure;
        }
        Violation violation = problem.violations().getFirst();
        if (!NAMES.contains(violation.pointer())) {
            return failure;
        }
        String name = PREFIX + violation.pointer();
        return new GatewayException(
                problem.withDetail(problem.detail().replace("'" + violation.pointer() + "'", "'" + name + "'"))
                        .withViolations(List.of(Violation.ofParameter(violation.rule(), name, violation.message()))),
                failure);
    }
}
