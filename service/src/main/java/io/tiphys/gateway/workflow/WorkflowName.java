package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of an existing workflow.
 *
 * @param value an RFC 1123 subdomain of at most 253 characters, as Kubernetes requires for object names
 */
public record WorkflowName(String value) {
    private static final int LONGEST = 253;
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]++(?:-++[a-z0-9]++)*+(?:\\.[a-z0-9]++(?:-++[a-z0-9]++)*+)*+");

    /**
     * Validates a name.
     *
     * @throws GatewayException with REQUEST_INVALID when the name is not valid
     */
    public WorkflowName {
        if (!isValid(value)) {
            throw new GatewayException(
                    Problem.of(ErrorReason.REQUEST_INVALID, "The workflow's name is not valid.")
                            .withViolations(
                                    List.of(
                                            Violation.ofParameter(
                                                    "workflow-name",
                                                    "name",
                                                    "A name has at most 253 lower-case letters, digits, dashes and dots, and begins and ends with a letter or digit."))));
        }
    }

    /** Whether Kubernetes accepts this name for an object. */
    public static boolean isValid(String name) {
        return name.length() <= LONGEST && SUBDOMAIN.matcher(name).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
