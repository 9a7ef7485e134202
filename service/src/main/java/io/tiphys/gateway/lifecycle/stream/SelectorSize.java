package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;
import java.util.Optional;

/** Limits the size of a reader's selectors, which are kept while the stream is open. */
public final class SelectorSize {
    /** Twice the maximum size of an HTTP request line. */
    static final int MOST_CHARACTERS = 16 * 1024;

    private SelectorSize() {}

    /**
     * The text, if present and not too long.
     *
     * @throws GatewayException with REQUEST_INVALID
     */
    public static Optional<String> bounded(String parameter, Optional<String> text) {
        text.ifPresent(given -> bounded(parameter, given));
        return text.filter(given -> !given.isEmpty());
    }

    /** Checks a text that is always present. */
    public static void bounded(String parameter, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new GatewayException(
                    Problem.of(ErrorReason.REQUEST_INVALID, "Parameter '" + parameter + "' is too long.")
                            .withViolations(List.of(Violation.ofParameter(
                                    "selector-size",
                                    parameter,
                                    "It has " + text.length() + " characters; " + MOST_CHARACTERS + " are allowed."))));
        }
    }
}
