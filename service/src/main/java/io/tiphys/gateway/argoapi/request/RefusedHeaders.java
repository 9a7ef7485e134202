package io.tiphys.gateway.argoapi.request;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import io.netty.util.AsciiString;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.server.call.GrpcTimeout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rejects headers that change the meaning of a request. Dropping such a header would answer a different request. */
public final class RefusedHeaders {
    private static final AsciiString TIMEOUT = AsciiString.cached("grpc-timeout");

    /**
     * grpc-gateway v1.16 runs the method that the first header names ({@code runtime/mux.go}); other servers read the
     * others.
     */
    private static final List<AsciiString> METHODS = List.of(
            AsciiString.cached("x-http-method-override"),
            AsciiString.cached("x-http-method"),
            AsciiString.cached("x-method-override"));

    /**
     * A POST with one of these types may become any other method of its path (grpc-gateway v1.16, {@code
     * isPathLengthFallback}).
     */
    private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/");

    private RefusedHeaders() {}

    /**
     * Requires that the headers of a request are unambiguous.
     *
     * @throws GatewayException with REQUEST_INVALID
     */
    public static void require(RequestHeaders headers) {
        for (AsciiString name : METHODS) {
            if (headers.contains(name)) {
                throw refused(
                        name.toString(),
                        "The header '" + name + "' is not accepted. Send the method itself in the first line.");
            }
        }
        String timeout = headers.get(TIMEOUT);
        if (timeout != null && GrpcTimeout.of(timeout).isEmpty()) {
            throw refused(
                    "grpc-timeout",
                    "The header 'grpc-timeout' must be at most eight digits and a unit: H, M, S, m, u or n.");
        }
    }

    /**
     * Requires that an API call or an unknown call carries no form.
     *
     * @throws GatewayException with MEDIA_TYPE_UNSUPPORTED
     */
    public static void requireNoForm(RequestHeaders headers, Target target) {
        if (target instanceof Target.Page || target instanceof Target.Artifact) {
            return; // a page request has no body, and an upload may have any type
        }
        for (String type : headers.getAll(HttpHeaderNames.CONTENT_TYPE)) {
            String lowered = type.strip().toLowerCase(Locale.ROOT);
            Optional<String> form = FORMS.stream().filter(lowered::startsWith).findFirst();
            if (form.isPresent()) {
                throw new GatewayException(Problem.of(
                        ErrorReason.MEDIA_TYPE_UNSUPPORTED,
                        "The Argo API accepts JSON, not forms. Send the header 'Content-Type: application/json'."
                                + " (curl -d sends a form unless -H 'Content-Type: application/json' is given.)"));
            }
        }
    }

    private static GatewayException refused(String name, String message) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                .withViolations(List.of(Violation.ofParameter("header", name, message))));
    }
}
