package io.tiphys.gateway.argoapi.uri;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A path as the list of texts between its slashes. A path is valid only if every reader finds the same texts. The Argo
 * Server decodes a path before splitting it, then cleans and follows it (Go's {@code net/http} and grpc-gateway v1.16);
 * other servers split first. Immutable.
 *
 * @param values the decoded texts; at most the last one is empty
 */
public record PathSegments(List<String> values) {
    private static final int SHOWN = 100;

    public PathSegments {
        values = List.copyOf(values);
    }

    /**
     * Reads a path.
     *
     * @param path with a leading slash, without a query
     * @throws GatewayException with REQUEST_INVALID when a text is empty and not the last one; is {@code .} or {@code ..},
     *     also with path parameters after a semicolon, which some servers remove (RFC 3986 section 3.3); is badly encoded;
     *     or contains a slash, a backslash, a control character, or an escape that decodes again
     */
    public static PathSegments of(String path) {
        if (!path.startsWith("/")) {
            throw refused(path, "starts with '/'");
        }
        String[] parts = path.substring(1).split("/", -1);
        List<String> values = new ArrayList<>(parts.length);
        for (int i = 0; i < parts.length; i++) {
            values.add(read(parts[i], i == parts.length - 1));
        }
        return new PathSegments(values);
    }

    private static String read(String part, boolean last) {
        if (part.isEmpty() && !last) {
            throw refused(part, "is not empty, unless it is the last one");
        }
        String text = PercentEncoding.decode(part, false)
                .orElseThrow(() -> refused(part, "is UTF-8 in complete percent-escapes"));
        String name = text.substring(0, text.indexOf(';') < 0 ? text.length() : text.indexOf(';'));
        if (name.equals(".") || name.equals("..")) {
            throw refused(part, "is not '.' or '..', with or without path parameters");
        }
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '/' || next == '\\' || Character.isISOControl(next)) {
                throw refused(part, "has no encoded '/', no '\\' and no control character");
            }
            if (PercentEncoding.isEscape(text, i)) {
                throw refused(part, "has no percent-escape that decodes again");
            }
        }
        return text;
    }

    /** The rewritten path. */
    public String encoded() {
        return values.stream().map(PercentEncoding::encode).collect(Collectors.joining("/", "/", ""));
    }

    public int size() {
        return values.size();
    }

    /** The text at an index; empty after the last one. */
    public String at(int index) {
        return index < values.size() ? values.get(index) : "";
    }

    private static GatewayException refused(String part, String expected) {
        String shown = part.length() > SHOWN ? part.substring(0, SHOWN) + "..." : part;
        String message = "The path segment '" + shown + "' is not accepted: a segment " + expected + ".";
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                .withViolations(List.of(Violation.ofParameter("path-segment", "path", message))));
    }
}
