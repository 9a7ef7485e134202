package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;

/** The problem of a document that cannot be read. */
final class MalformedDocument {
    private MalformedDocument() {}

    static GatewayException because(Violation violation) {
        return because(List.of(violation));
    }

    /** @param violations at least one */
    static GatewayException because(List<Violation> violations) {
        Violation first = violations.getFirst();
        String place = "Line " + first.line() + ", column " + first.column() + ": " + first.message();
        String detail = violations.size() == 1 ? place : place + " There are " + violations.size() + " violations.";
        return new GatewayException(
                Problem.of(ErrorReason.WORKFLOW_MALFORMED, detail).withViolations(violations));
    }
}
