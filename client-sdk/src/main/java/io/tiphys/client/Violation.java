package io.tiphys.client;

import java.util.Optional;

/**
 * One error or warning about a request.
 *
 * @param rule the stable id of the rule, for example {@code unknown-field}
 * @param severity {@link Severity#ERROR} when the violation causes a refusal, {@link Severity#WARNING} when the violation
 *     alone does not
 * @param pointer a JSON Pointer (RFC 6901) into the document, or the name of a parameter
 * @param line the line in the document as it was sent, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message the problem
 * @param hint the correction
 * @param link the description of the rule: a path of the gateway, or offline a path from the root of the project Tiphys;
 *     empty when the message is complete
 */
public record Violation(
        String rule,
        Severity severity,
        String pointer,
        int line,
        int column,
        String message,
        Optional<String> hint,
        Optional<String> link) {}
