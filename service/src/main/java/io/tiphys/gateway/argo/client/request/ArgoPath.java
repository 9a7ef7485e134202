package io.tiphys.gateway.argo.client.request;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A path of the Argo Server's API with its query, relative to the base href. Every variable part is percent-encoded.
 *
 * @param text the encoded path, beginning with a slash
 */
public record ArgoPath(String text) {
    /** The path {@code /api/v1} with these segments. */
    public static ArgoPath of(String... segments) {
        StringBuilder path = new StringBuilder("/api/v1");
        for (String segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return new ArgoPath(path.toString());
    }

    /** A copy with one more query parameter. */
    public ArgoPath with(String parameter, String value) {
        char separator = text.indexOf('?') < 0 ? '?' : '&';
        return new ArgoPath(text + separator + encoded(parameter) + '=' + encoded(value));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
