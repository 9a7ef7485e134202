package io.tiphys.gateway.argoapi.route;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.argoapi.uri.Cookies;
import java.util.List;

/**
 * The tokens of a request. The header {@code authorization} takes precedence. Without the header each cookie of that name is
 * a candidate, because a browser may hold several and the first valid one counts (argo-workflows v4.0.5, {@code
 * server/auth/gatekeeper.go}).
 */
public final class CallerTokens {
    /** The name of the cookie that contains a token. */
    static final String COOKIE = "authorization";

    private CallerTokens() {}

    /** The tokens in the order in which the gateway tries them; empty when there is none. */
    public static List<String> of(RequestHeaders headers) {
        List<String> values = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        return values.isEmpty() ? cookies(headers) : values;
    }

    private static List<String> cookies(RequestHeaders headers) {
        return Cookies.named(headers, COOKIE).stream()
                .filter(token -> !token.isEmpty())
                .toList();
    }
}
