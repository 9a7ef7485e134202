package io.tiphys.gateway.argoapi.rpc;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;
import java.util.Map;

/**
 * The valid values of names: path variables, and a few fields of messages. An invalid value reaches neither an access review
 * nor the Argo Server. Names are RFC 1123 names, as in Kubernetes.
 */
public enum NamedValue {
    /** Empty for all namespaces. */
    NAMESPACE("a namespace: 1 to 63 lower-case letters, digits and dashes, no dash at either end") {
        @Override
        public boolean accepts(String value) {
            return value.isEmpty() || value.length() <= LONGEST_LABEL && isSubdomain(value) && value.indexOf('.') < 0;
        }
    },
    NAME("a Kubernetes name: 1 to 253 lower-case letters, digits, dashes and dots, a letter or digit at both ends") {
        @Override
        public boolean accepts(String value) {
            return isSubdomain(value);
        }
    },
    /** {@code @latest} is the newest workflow of the namespace. */
    WORKFLOW("a Kubernetes name, or @latest") {
        @Override
        public boolean accepts(String value) {
            return value.equals("@latest") || isSubdomain(value);
        }
    },
    UID("a uid: 1 to 128 letters, digits, dashes, dots and underscores") {
        @Override
        public boolean accepts(String value) {
            return !value.isEmpty()
                    && value.length() <= LONGEST_UID
                    && value.chars().allMatch(next -> isAlphanumeric(next, true) || "-._".indexOf(next) >= 0);
        }
    },
    /** The key of a limit. */
    KEY("a key without '/', '\\', ':' and control characters") {
        @Override
        public boolean accepts(String value) {
            return !value.isEmpty() && isOneWord(value);
        }
    },
    /** Selects among the events of a namespace; often empty. */
    DISCRIMINATOR("a text without '/', '\\', ':' and control characters") {
        @Override
        public boolean accepts(String value) {
            return isOneWord(value);
        }
    };

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_UID = 128;
    private static final int SHOWN = 100;

    private static final Map<String, NamedValue> BY_FIELD = Map.of(
            "namespace", NAMESPACE,
            "name", NAME,
            "podName", NAME,
            "resourceName", NAME,
            "cmName", NAME,
            "uid", UID,
            "key", KEY,
            "discriminator", DISCRIMINATOR);

    private static final List<String> WHEREVER = List.of("namespace", "podName", "resourceName", "cmName");

    private final String expected;

    NamedValue(String expected) {
        this.expected = expected;
    }

    public abstract boolean accepts(String value);

    /**
     * Requires that the names in a request are valid, in its path, query or message.
     *
     * @throws GatewayException with REQUEST_INVALID
     */
    public static void require(ArgoRpc rpc, ArgoRequestView request) {
        for (String variable : rpc.variables()) {
            String value = request.text(variable);
            if (!value.isEmpty() || !isSaidByDocument(rpc, variable)) {
                of(rpc, variable).require(variable, value);
            }
        }
        for (String field : WHEREVER) {
            String value = request.text(field);
            if (!value.isEmpty()) {
                of(rpc, field).require(field, value);
            }
        }
    }

    /** Argo's command line leaves the name of an update to the document. */
    private static boolean isSaidByDocument(ArgoRpc rpc, String variable) {
        return variable.equals("name") && rpc.document().isPresent();
    }

    private static NamedValue of(ArgoRpc rpc, String field) {
        boolean ofWorkflow = field.equals("name") && rpc.pathTemplate().startsWith("/workflows/");
        return ofWorkflow ? WORKFLOW : BY_FIELD.getOrDefault(field, NAME);
    }

    private void require(String field, String value) {
        if (!accepts(value)) {
            String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
            String message = "The value '" + shown + "' of '" + field + "' is not valid: expected " + expected + ".";
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                    .withViolations(List.of(Violation.ofParameter("named-value", field, message))));
        }
    }

    /** grpc-gateway reads the text after a colon in the last segment of a path as a verb. */
    private static boolean isOneWord(String value) {
        return value.length() <= LONGEST_NAME
                && value.chars().noneMatch(next -> "/\\:".indexOf(next) >= 0 || Character.isISOControl(next));
    }

    private static boolean isSubdomain(String value) {
        if (value.isEmpty() || value.length() > LONGEST_NAME) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            boolean edge =
                    i == 0 || i == value.length() - 1 || value.charAt(i - 1) == '.' || value.charAt(i + 1) == '.';
            boolean inside = !edge && next == '-'
                    || i > 0 && i < value.length() - 1 && next == '.' && value.charAt(i - 1) != '.';
            if (!isAlphanumeric(next, false) && !inside) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(int next, boolean upperCaseToo) {
        return next >= 'a' && next <= 'z' || next >= '0' && next <= '9' || upperCaseToo && next >= 'A' && next <= 'Z';
    }
}
