package io.tiphys.gateway.idempotency.key;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;

/**
 * A caller's key for one call, so that the call can be sent again (draft-ietf-httpapi-idempotency-key-header-07). Immutable.
 *
 * @param value 1 to 255 printable ASCII characters, without a blank at either end
 */
public record IdempotencyKey(String value) {
    /** The HTTP header and, in lower case, the gRPC metadata that carries a key. */
    public static final String HEADER = "Idempotency-Key";

    /** The HTTP header and, in lower case, the gRPC metadata of a response that repeats the response of an earlier call. */
    public static final String REPLAYED = "Idempotency-Replayed";

    /** The maximum length of a key, in bytes. */
    public static final int LONGEST = 255;

    /**
     * Parses a key.
     *
     * @param place the source of the key: the name of a header or field, or a JSON Pointer
     * @throws GatewayException with REQUEST_INVALID and the source, never with the key
     */
    public static IdempotencyKey of(String place, String text) {
        if (text.isEmpty()) {
            throw invalid(place, "An idempotency key must not be empty.");
        }
        if (text.length() > LONGEST) {
            throw invalid(place, "An idempotency key must have at most " + LONGEST + " bytes.");
        }
        if (text.chars().anyMatch(next -> next < ' ' || next > '~')) {
            throw invalid(place, "An idempotency key must consist of printable ASCII characters.");
        }
        if (text.startsWith(" ") || text.endsWith(" ")) {
            throw invalid(place, "An idempotency key must not begin or end with a blank.");
        }
        return new IdempotencyKey(text);
    }

    /**
     * Parses a key from a header. The draft defines a structured string in double quotes; many clients send the bare key.
     * Both denote the same key.
     *
     * @throws GatewayException as {@link #of}
     */
    public static IdempotencyKey ofHeader(String place, String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return of(place, quoted ? unescaped(text.substring(1, text.length() - 1)) : text);
    }

    /** RFC 9651 section 3.3.3: a backslash may precede only a quote or a backslash. */
    private static String unescaped(String text) {
        return text.replaceAll("\\\\([\"\\\\])", "$1");
    }

    private static GatewayException invalid(String place, String message) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                .withViolations(List.of(Violation.ofParameter("idempotency-key", place, message))));
    }

    /** Omits the key, which is the caller's own. */
    @Override
    public String toString() {
        return "IdempotencyKey[***]";
    }
}
