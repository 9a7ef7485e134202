package io.tiphys.gateway.grpc.call;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import java.util.List;
import java.util.Optional;

/** Fields of protobuf messages; an unset text equals an empty one. */
public final class FieldMapper {
    private FieldMapper() {}

    public static Optional<String> text(String field) {
        return field.isEmpty() ? Optional.empty() : Optional.of(field);
    }

    public static Optional<Namespace> namespace(String field) {
        return text(field).map(Namespace::new);
    }

    public static Optional<WorkflowName> name(String field) {
        return text(field).map(WorkflowName::new);
    }

    /** The problem of a field with an invalid value. */
    public static GatewayException invalid(String rule, String field, String message) {
        return new GatewayException(
                Problem.of(ErrorReason.REQUEST_INVALID, "The request's field '" + field + "' cannot be used.")
                        .withViolations(List.of(Violation.ofParameter(rule, field, message))));
    }
}
