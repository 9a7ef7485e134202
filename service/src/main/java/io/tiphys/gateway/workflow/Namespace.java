package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a Kubernetes namespace.
 *
 * @param value an RFC 1123 label: 1 to 63 lower-case letters, digits and dashes, no dash at either end
 */
public record Namespace(String value) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /**
     * Validates a name.
     *
     * @throws GatewayException with REQUEST_INVALID when the name is not valid
     */
    public Namespace {
        if (!LABEL.matcher(value).matches()) {
            throw new GatewayException(
                    Problem.of(ErrorReason.REQUEST_INVALID, "The namespace is not a valid name.")
                            .withViolations(
                                    List.of(
                                            Violation.ofParameter(
                                                    "namespace-name",
                                                    "namespace",
                                                    "A namespace has 1 to 63 lower-case letters, digits and dashes, and no dash at either end."))));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
