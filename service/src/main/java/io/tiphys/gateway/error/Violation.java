package io.tiphys.gateway.error;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong with a request, or that is better done in another way.
 *
 * @param rule the stable id of the rule, for example {@code unknown-field}
 * @param severity whether the request is refused because of it
 * @param pointer where, as a JSON Pointer (RFC 6901) into the document, or the name of a parameter or header
 * @param line the line in the document as the caller sent it, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message what is wrong, safe to show to the caller
 * @param hint how to correct it
 * @param link where the gateway describes the rule: a path
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
    /** How much a violation weighs. */
    public enum Severity {
        /** The request is refused because of it. */
        ERROR,
        /** It alone would not have the request refused. */
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

    /** An error of a rule that has no description of its own. */
    public Violation(String rule, String pointer, int line, int column, String message, Optional<String> hint) {
        this(rule, Severity.ERROR, pointer, line, column, message, hint, Optional.empty());
    }

    /** A violation of a parameter, header or field that has no position in a document. */
    public static Violation ofParameter(String rule, String name, String message) {
        return new Violation(rule, name, 0, 0, message, Optional.empty());
    }
}
