package io.tiphys.gateway.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.error.Violation;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request.
 *
 * @param rule the stable id of the rule
 * @param pointer where, as a JSON Pointer (RFC 6901) into the body, or the name of a parameter or header
 * @param line the line in the body as it was sent, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message what is wrong
 * @param hint how to correct it
 */
@Schema(
        name = "Violation",
        requiredProperties = {"rule", "pointer", "line", "column", "message"})
record ViolationDocument(
        String rule,
        String pointer,
        int line,
        int column,
        String message,
        @Nullable String hint) {

    static ViolationDocument of(Violation violation) {
        return new ViolationDocument(
                violation.rule(),
                violation.pointer(),
                violation.line(),
                violation.column(),
                violation.message(),
                violation.hint().orElse(null));
    }
}
