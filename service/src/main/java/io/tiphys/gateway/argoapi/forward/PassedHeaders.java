package io.tiphys.gateway.argoapi.forward;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The headers of a caller that reach the Argo Server; all others are dropped. Of a repeated header the first value passes,
 * which Go's {@code Header.Get} returns. Stateless.
 */
final class PassedHeaders {
    private static final Set<HeaderUse> HTTP = EnumSet.of(
            HeaderUse.API, HeaderUse.EVENT, HeaderUse.DOWNLOAD, HeaderUse.UPLOAD, HeaderUse.PAGE, HeaderUse.UNKNOWN);
    private static final Set<HeaderUse> GRPC = EnumSet.of(HeaderUse.GRPC, HeaderUse.GRPC_EVENT, HeaderUse.GRPC_UNKNOWN);
    private static final Set<HeaderUse> ALL = EnumSet.allOf(HeaderUse.class);
    private static final Set<HeaderUse> EVENTS = EnumSet.of(HeaderUse.EVENT, HeaderUse.GRPC_EVENT);

    /**
     * A header that passes.
     *
     * @param name in lower case
     * @param uses the kinds of requests
     * @param reason why the Argo Server needs the header
     */
    record Row(AsciiString name, Set<HeaderUse> uses, String reason) {
        private static Row of(String name, Set<HeaderUse> uses, String reason) {
            return new Row(AsciiString.cached(name), uses, reason);
        }
    }

    /** All headers that pass. Every other header is built anew ({@link HeaderRules}) or dropped. */
    static final List<Row> ROWS = List.of(
            Row.of("accept", HTTP, "chooses server-sent events or lines of JSON"),
            Row.of("accept-encoding", HTTP, "a proxy in front of the Argo Server may compress"),
            Row.of("user-agent", ALL, "the Argo Server's log distinguishes clients"),
            Row.of("grpc-timeout", ALL, "the Argo Server stops working when the caller stops waiting"),
            Row.of(
                    "traceparent",
                    ALL,
                    "W3C trace context: one trace over both servers; the gateway's own span if it traces"),
            Row.of("tracestate", ALL, "W3C trace context: read and written anew if the gateway traces"),
            Row.of("grpc-encoding", GRPC, "the message passes as it was compressed"),
            Row.of("grpc-accept-encoding", GRPC, "how the answer may be compressed"),
            Row.of("if-modified-since", EnumSet.of(HeaderUse.PAGE), "assets are cached (Go's http.ServeContent)"),
            Row.of("if-none-match", EnumSet.of(HeaderUse.PAGE), "assets are cached"),
            Row.of("if-range", EnumSet.of(HeaderUse.PAGE), "parts of assets"),
            Row.of("range", EnumSet.of(HeaderUse.PAGE), "parts of assets"),
            Row.of("x-github-event", EVENTS, "GitHub: the kind of event, part of what Argo verifies"),
            Row.of("x-github-delivery", EVENTS, "GitHub: the id of the delivery, for selectors"),
            Row.of("x-hub-signature", EVENTS, "GitHub and Bitbucket Server: the signature of the body"),
            Row.of("x-hub-signature-256", EVENTS, "GitHub: the signature of the body"),
            Row.of("x-gitlab-event", EVENTS, "GitLab: the kind of event"),
            Row.of("x-gitlab-token", EVENTS, "GitLab: the shared secret that Argo verifies"),
            Row.of("x-hook-uuid", EVENTS, "Bitbucket: the secret that Argo verifies"),
            Row.of("x-event-key", EVENTS, "Bitbucket: the kind of event"));

    /** Selectors of event bindings read {@code metadata["x-..."]} (argo-workflows, {@code server/event/dispatch}). */
    private static final String DATA_OF_EVENTS = "x-";

    /**
     * Excluded from event metadata: grpc-gateway decodes headers with this suffix as base64, and fails the call for other
     * values.
     */
    private static final String BINARY = "-bin";

    private static final Map<HeaderUse, AsciiString[]> NAMES = names();

    private PassedHeaders() {}

    /** Copies the headers that pass. */
    static void copy(RequestHeaders from, HeaderUse use, RequestHeadersBuilder to) {
        for (AsciiString name : NAMES.getOrDefault(use, new AsciiString[0])) {
            String value = from.get(name);
            if (value != null) {
                to.set(name, value);
            }
        }
        if (use.isEvent()) {
            from.names().forEach(name -> copyDataOfEvent(from, name, to));
        }
    }

    private static void copyDataOfEvent(RequestHeaders from, AsciiString name, RequestHeadersBuilder to) {
        String value = from.get(name);
        boolean data = name.startsWith(DATA_OF_EVENTS) && !name.endsWith(BINARY) && !ForwardedHeaders.isOne(name);
        if (data && value != null) {
            to.set(name, value);
        }
    }

    private static Map<HeaderUse, AsciiString[]> names() {
        Map<HeaderUse, AsciiString[]> names = new EnumMap<>(HeaderUse.class);
        Arrays.stream(HeaderUse.values())
                .forEach(use -> names.put(
                        use,
                        ROWS.stream()
                                .filter(row -> row.uses().contains(use))
                                .map(Row::name)
                                .toArray(AsciiString[]::new)));
        return names;
    }
}
