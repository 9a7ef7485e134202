package io.tiphys.gateway.argoapi.uri;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the paths of callers have in front of the paths that the Argo Server knows, and what has to be changed in its answers
 * for that: it can be told of one prefix alone ({@code ARGO_BASE_HREF}), and a gateway has one for each environment.
 * Immutable.
 *
 * @param path what callers' paths begin with, without a slash at its end; empty for none
 * @param base what the Argo Server's own paths begin with, without a slash at its end; empty for none
 */
public record PathPrefix(String path, String base) {
    /** As the Argo Server finds it (argo-workflows v4.0.5, {@code server/static/static.go}). */
    private static final Pattern BASE_HREF = Pattern.compile("<base href=\"([^\"]*+)\">");

    private static final Pattern COOKIE_PATH = Pattern.compile("(?i)\\s*path\\s*=(.*)");

    /** Whether callers' paths are the Argo Server's own. */
    public boolean isNone() {
        return path.isEmpty();
    }

    /**
     * The path of the Argo Server as callers have to write it. Whatever is no path, or has the prefix already because the
     * caller gave it, stays.
     *
     * @param location a URI reference
     */
    public String inFrontOf(String location) {
        boolean isPath = location.startsWith("/") && !location.startsWith("//") && !location.startsWith("/\\");
        if (!isPath || isBelow(location, path)) {
            return location;
        }
        return path + (isBelow(location, base) ? location.substring(base.length()) : location);
    }

    private static boolean isBelow(String location, String prefix) {
        return location.startsWith(prefix)
                && (location.length() == prefix.length() || "/?#".indexOf(location.charAt(prefix.length())) >= 0);
    }

    /**
     * A cookie that is sent to the paths below the prefix alone. One without a path is so already.
     *
     * @param cookie the value of a {@code Set-Cookie} header
     */
    public String inFrontOfPathOf(String cookie) {
        List<String> parts = new ArrayList<>();
        for (String part : cookie.split(";", -1)) {
            Matcher matcher = COOKIE_PATH.matcher(part);
            boolean attribute = !parts.isEmpty() && matcher.matches();
            parts.add(attribute ? " Path=" + inFrontOf(matcher.group(1).strip()) : part);
        }
        return String.join(";", parts);
    }

    /** A page whose relative links lead below the prefix. Every byte but the page's base is as it was. */
    public byte[] inFrontOfLinksOf(byte[] page) {
        // In this charset every byte is one character and back.
        Matcher matcher = BASE_HREF.matcher(new String(page, StandardCharsets.ISO_8859_1));
        return matcher.replaceFirst(Matcher.quoteReplacement("<base href=\"" + path + "/\">"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
