package io.tiphys.gateway.server.configuration;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.cors.CorsService;
import com.linecorp.armeria.server.cors.CorsServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Permits pages of other origins to read the gateway's responses (Fetch, section 3.2), on all APIs alike. Without this
 * permission a browser withholds responses from such pages. Cookies are never permitted: such a page must send a token
 * itself.
 */
public final class CrossOrigins {
    private static final String ANY = "*";
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s@?#*]+");
    private static final Duration PREFLIGHT = Duration.ofMinutes(10);

    private static final List<String> REQUEST_HEADERS = List.of(
            "accept",
            "authorization",
            "content-type",
            "idempotency-key",
            "last-event-id",
            "tiphys-timeout",
            "traceparent",
            "tracestate",
            "x-request-id");

    private static final List<String> RESPONSE_HEADERS = List.of(
            "content-disposition",
            "idempotency-replayed",
            "location",
            "retry-after",
            "www-authenticate",
            "x-request-id");

    private CrossOrigins() {}

    /**
     * The same service, also for pages of these origins.
     *
     * @param origins such as https://portal.example, or * alone; an empty list changes nothing. {@link
     *     ServerConfigurationVerifier} has verified them
     */
    public static HttpService allow(List<String> origins, HttpService service) {
        List<String> given =
                origins.stream().filter(origin -> !origin.isBlank()).toList();
        if (given.isEmpty()) {
            return service;
        }
        CorsServiceBuilder rules = given.contains(ANY) ? CorsService.builderForAnyOrigin() : CorsService.builder(given);
        return rules.allowRequestMethods(
                        HttpMethod.GET,
                        HttpMethod.HEAD,
                        HttpMethod.POST,
                        HttpMethod.PUT,
                        HttpMethod.PATCH,
                        HttpMethod.DELETE)
                .allowRequestHeaders(REQUEST_HEADERS)
                .exposeHeaders(RESPONSE_HEADERS)
                .maxAge(PREFLIGHT)
                .build(service);
    }

    /** Whether a text is an origin, or * for all. */
    static boolean isOrigin(String text) {
        return text.equals(ANY) || ORIGIN.matcher(text).matches();
    }
}
