package io.tiphys.validation.finding;

import java.util.Objects;
import java.util.Optional;

/**
 * One error of a document, or a warning.
 *
 * @param rule the stable id of the rule, for example {@code unknown-field}
 * @param severity its severity
 * @param pointer the position, as a JSON Pointer (RFC 6901); {@code /} for the whole document
 * @param line the line in the document as it was given, from 1
 * @param column the column, in characters from 1
 * @param message the error, safe to show to the sender of the document
 * @param hint how to correct it
 */
public record Finding(
        String rule, Severity severity, String pointer, int line, int column, String message, Optional<String> hint) {
    /** The page about all rules, from the root of the project; each rule has an anchor with its id. */
    private static final String PAGE = "docs/rules.md#";

    public Finding {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(pointer);
        Objects.requireNonNull(message);
        Objects.requireNonNull(hint);
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column count from 1");
        }
    }

    /** The address of this rule on the page of rules. */
    public String link() {
        return PAGE + rule;
    }

    /** Whether it is an {@link Severity#ERROR}. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The same finding with another severity. */
    public Finding withSeverity(Severity other) {
        return other == severity ? this : new Finding(rule, other, pointer, line, column, message, hint);
    }
}
