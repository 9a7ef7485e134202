package io.tiphys.gateway.argoapi.uri;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The prefix of callers' paths in front of the Argo Server's own paths, and the changes that the prefix requires in
 * responses. An Argo Server supports one prefix alone ({@code ARGO_BASE_HREF}), but a gateway has one for each environment.
 * Immutable.
 *
 * @param path the prefix of callers' paths, without a slash at its end; empty for none
 * @param base the prefix of the Argo Server's own paths, without a slash at its end; empty for none
 */
public record PathPrefix(String path, String base) {
    /** The pattern that the Argo Server itself uses (argo-workflows v4.0.5, {@code server/static/static.go}). */
    private static final Pattern BASE_HREF = Pattern.compile("<base href=\"([^\"]*+)\">");

    private static final Pattern COOKIE_PATH = Pattern.compile("(?i)\\s*path\\s*=(.*)");

    /** Whether callers' paths are the Argo Server's own. */
    public boolean isNone() {
        return path.isEmpty();
    }

    /**
     * The caller's form of a path of the Argo Server. A text that is not a path, or already has the prefix because the
     * caller sent it, is unchanged.
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
     * A cookie limited to the paths below the prefix. A cookie without a path is already limited.
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

    /** A page whose relative links lead below the prefix. Every byte but the page's base is unchanged. */
    public byte[] inFrontOfLinksOf(byte[] page) {
        // This charset maps every byte to one character and back.
        Matcher matcher = BASE_HREF.matcher(new String(page, StandardCharsets.ISO_8859_1));
        return matcher.replaceFirst(Matcher.quoteReplacement("<base href=\"" + path + "/\">"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
