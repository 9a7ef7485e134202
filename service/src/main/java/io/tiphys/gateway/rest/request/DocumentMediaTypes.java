package io.tiphys.gateway.rest.request;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.document.DocumentFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Maps media types to document formats (RFC 8259, RFC 9512, and the suffixes of RFC 6839 and RFC 9512). */
public final class DocumentMediaTypes {
    private static final Set<String> YAML =
            Set.of("application/yaml", "text/yaml", "application/x-yaml", "text/x-yaml");

    private DocumentMediaTypes() {}

    /**
     * The format of a document.
     *
     * @param contentType the header's value
     * @return the format; empty when the header is missing, so that the document itself decides
     * @throws GatewayException with MEDIA_TYPE_UNSUPPORTED for any other type
     */
    public static Optional<DocumentFormat> format(Optional<String> contentType) {
        Optional<String> type = contentType
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty());
        return type.map(value -> {
            if (value.equals("application/json") || value.endsWith("+json")) {
                return DocumentFormat.JSON;
            }
            if (YAML.contains(value) || value.endsWith("+yaml")) {
                return DocumentFormat.YAML;
            }
            throw unsupported();
        });
    }

    /** @throws GatewayException with MEDIA_TYPE_UNSUPPORTED when the header names a type other than JSON */
    public static void requireJson(Optional<String> contentType) {
        if (format(contentType).filter(format -> format != DocumentFormat.JSON).isPresent()) {
            throw unsupported();
        }
    }

    private static GatewayException unsupported() {
        return new GatewayException(Problem.of(
                        ErrorReason.MEDIA_TYPE_UNSUPPORTED,
                        "The media type of header 'Content-Type' is not supported here.")
                .withViolations(List.of(new Violation(
                        "media-type",
                        "Content-Type",
                        0,
                        0,
                        "Send a workflow as application/json or application/yaml, and any other body as application/json.",
                        Optional.of("curl needs -H 'Content-Type: application/yaml' --data-binary @workflow.yaml")))));
    }
}
