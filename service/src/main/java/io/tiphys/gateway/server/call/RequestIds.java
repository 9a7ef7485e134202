package io.tiphys.gateway.server.call;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a call in the log; the caller's own id if it is valid. */
public final class RequestIds {
    /** The header that carries the id on every API; HTTP/2 writes it in lower case. */
    public static final String HEADER = "X-Request-Id";

    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestIds() {}

    /**
     * The id of a call.
     *
     * @param given the caller's id; used if it is one word of at most 64 letters, digits, dots, dashes and underscores, so
     *     that the id cannot forge a line of the log
     */
    public static String accept(Optional<String> given) {
        return given.filter(id -> USABLE.matcher(id).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
