package io.tiphys.gateway.rest.error;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.preflight.finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request, or that is better done in another way.
 *
 * @param rule the stable id of the rule
 * @param severity ERROR when the request is refused because of it, WARNING when it alone would not be
 * @param pointer where, as a JSON Pointer (RFC 6901) into the body, or the name of a parameter or header
 * @param line the line in the body as it was sent, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message what is wrong
 * @param hint how to correct it
 * @param link where the gateway describes the rule: a path
 */
@Schema(
        name = "Violation",
        requiredProperties = {"rule", "severity", "pointer", "line", "column", "message"})
public record ViolationDocument(
        String rule,
        Severity severity,
        String pointer,
        int line,
        int column,
        String message,
        @Nullable String hint,
        @Nullable String link) {

    static ViolationDocument of(Violation violation) {
        return new ViolationDocument(
                violation.rule(),
                severity(violation.severity()),
                violation.pointer(),
                violation.line(),
                violation.column(),
                violation.message(),
                violation.hint().orElse(null),
                violation.link().orElse(null));
    }

    private static Severity severity(Violation.Severity severity) {
        return switch (severity) {
            case ERROR -> Severity.ERROR;
            case WARNING -> Severity.WARNING;
        };
    }
}
