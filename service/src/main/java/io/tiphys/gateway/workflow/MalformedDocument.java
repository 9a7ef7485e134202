package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.workflow.ManifestNode.Position;
import java.util.List;
import java.util.Optional;

/** The problems of a document that cannot be read. */
final class MalformedDocument {
    private MalformedDocument() {}

    static GatewayException at(Position position, String pointer, String rule, String message) {
        return with(List.of(violation(position, pointer, rule, message)));
    }

    static Violation violation(Position position, String pointer, String rule, String message) {
        return new Violation(rule, pointer, position.line(), position.column(), message, Optional.empty());
    }

    static GatewayException with(List<Violation> violations) {
        Violation first = violations.getFirst();
        String place = "line " + first.line() + ", column " + first.column() + ": " + first.message();
        String detail = violations.size() == 1 ? place : place + " (and " + (violations.size() - 1) + " more)";
        return new GatewayException(
                Problem.of(ErrorReason.WORKFLOW_MALFORMED, detail).withViolations(violations));
    }
}
