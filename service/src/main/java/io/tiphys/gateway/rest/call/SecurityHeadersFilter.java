package io.tiphys.gateway.rest.call;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Sets the headers that restrict browsers. A page with other needs sets its own headers. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class SecurityHeadersFilter implements Ordered {
    /** The header that restricts the resources of a page. */
    public static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    @Override
    public int getOrder() {
        return FilterOrder.SECURITY_HEADERS;
    }

    @ResponseFilter
    void protect(MutableHttpResponse<?> response) {
        response.getHeaders().set("X-Content-Type-Options", "nosniff");
        response.getHeaders().set("Referrer-Policy", "no-referrer");
        setIfMissing(response, CONTENT_SECURITY_POLICY, NOTHING);
        setIfMissing(response, HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static void setIfMissing(MutableHttpResponse<?> response, String header, String value) {
        if (!response.getHeaders().contains(header)) {
            response.getHeaders().set(header, value);
        }
    }
}
