package io.tiphys.client;

import java.util.Optional;

/**
 * One thing that is wrong with a request, or that is better done in another way.
 *
 * @param rule the stable id of the rule, for example {@code unknown-field}
 * @param severity {@link Severity#ERROR} when the request was refused because of it, {@link Severity#WARNING} when it alone
 *     would not be
 * @param pointer where, as a JSON Pointer (RFC 6901) into the document, or the name of a parameter
 * @param line the line in the document as it was sent, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message what is wrong
 * @param hint how to correct it
 * @param link where the rule is described: a path of the gateway; offline one from the root of the project Tiphys; empty when it says all itself
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
