package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens that a request shows. The header {@code authorization} counts; without it each cookie of that name is a
 * candidate, because a browser may hold several and the first good one counts (argo-workflows v4.0.5, {@code
 * server/auth/gatekeeper.go}).
 */
final class CallerTokens {
    private static final String COOKIE = "authorization";

    private CallerTokens() {}

    /**
     * The values, in the order in which they are tried; empty when there is none.
     *
     * @throws GatewayException with REQUEST_INVALID when the header stands there more than once: which one counts?
     */
    static List<String> of(RequestHeaders headers) {
        List<String> values = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        if (values.size() > 1) {
            throw new GatewayException(
                    Problem.of(ErrorReason.REQUEST_INVALID, "The header authorization stands there more than once."));
        }
        return values.isEmpty() ? cookies(headers) : values;
    }

    private static List<String> cookies(RequestHeaders headers) {
        List<String> found = new ArrayList<>();
        for (String cookie : pairs(headers)) {
            int equals = cookie.indexOf('=');
            if (equals > 0 && cookie.substring(0, equals).equals(COOKIE)) {
                found.add(unquoted(cookie.substring(equals + 1)));
            }
        }
        return found;
    }

    /** The cookies without those that hold a token; empty when none is left. */
    static String cookiesWithoutTokens(RequestHeaders headers) {
        return String.join(
                "; ",
                pairs(headers).stream()
                        .filter(cookie -> !cookie.equals(COOKIE) && !cookie.startsWith(COOKIE + "="))
                        .toList());
    }

    private static List<String> pairs(RequestHeaders headers) {
        List<String> pairs = new ArrayList<>();
        for (String header : headers.getAll(HttpHeaderNames.COOKIE)) {
            for (String cookie : header.split(";")) {
                if (!cookie.isBlank()) {
                    pairs.add(cookie.strip());
                }
            }
        }
        return pairs;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
