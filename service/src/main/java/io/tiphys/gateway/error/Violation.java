package io.tiphys.gateway.error;

import java.util.Objects;
import java.util.Optional;

/**
 * One error or warning about a request.
 *
 * @param rule the stable id of the rule, for example {@code unknown-field}
 * @param severity whether the violation alone causes a refusal
 * @param pointer a JSON Pointer (RFC 6901) into the document, or the name of a parameter or header
 * @param line the line in the document as the caller sent it, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message the problem, safe to show to the caller
 * @param hint the correction
 * @param link the path of the rule's description on the gateway
 */
public record Violation(
        String rule,
        Severity severity,
        String pointer,
        int line,
        int column,
        String message,
        Optional<String> hint,
        Optional<String> link) {
    /** The severity of a violation. */
    public enum Severity {
        /** The violation causes a refusal. */
        ERROR,
        /** The violation alone does not cause a refusal. */
        WARNING
    }

    public Violation {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(pointer);
        Objects.requireNonNull(message);
        Objects.requireNonNull(hint);
        Objects.requireNonNull(link);
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("line and column count from 1; 0 is no position");
        }
    }

    /** An error of a rule without a description. */
    public Violation(String rule, String pointer, int line, int column, String message, Optional<String> hint) {
        this(rule, Severity.ERROR, pointer, line, column, message, hint, Optional.empty());
    }

    /** A violation of a parameter, header or field without a position in a document. */
    public static Violation ofParameter(String rule, String name, String message) {
        return new Violation(rule, name, 0, 0, message, Optional.empty());
    }
}
