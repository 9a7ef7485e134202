package io.tiphys.client;

import java.util.Optional;

/**
 * One thing that is wrong with a request.
 *
 * @param rule the stable id of the rule, for example {@code unknown-field}
 * @param pointer where, as a JSON Pointer (RFC 6901) into the document, or the name of a parameter
 * @param line the line in the document as it was sent, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message what is wrong
 * @param hint how to correct it
 */
public record Violation(String rule, String pointer, int line, int column, String message, Optional<String> hint) {}
