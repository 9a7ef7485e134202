package io.tiphys.gateway.argoapi.forward;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The origin of a call. The gateway determines the origin itself and ignores the caller's headers, unless a trusted proxy is
 * in front.
 */
final class ForwardedHeaders {
    private static final AsciiString FOR = AsciiString.cached("x-forwarded-for");
    private static final AsciiString HOST = AsciiString.cached("x-forwarded-host");
    private static final AsciiString PROTO = AsciiString.cached("x-forwarded-proto");

    /** Headers in which a caller could claim an origin. */
    private static final List<AsciiString> NAMES = List.of(
            FOR,
            HOST,
            PROTO,
            AsciiString.cached("x-forwarded-port"),
            AsciiString.cached("x-forwarded-prefix"),
            AsciiString.cached("x-real-ip"),
            AsciiString.cached("forwarded"));

    private ForwardedHeaders() {}

    /** Whether a lower-case name is one of these headers. */
    static boolean isOne(AsciiString name) {
        return NAMES.contains(name) || name.startsWith("x-forwarded-");
    }

    /**
     * Adds the headers that describe the origin of a call.
     *
     * @param trusted whether the values of the incoming headers count
     */
    static void add(ServiceRequestContext context, RequestHeaders from, boolean trusted, RequestHeadersBuilder to) {
        if (trusted) {
            NAMES.stream().filter(from::contains).forEach(name -> to.set(name, from.getAll(name)));
        }
        if (context.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            String address = remote.getAddress().getHostAddress();
            List<String> before = trusted ? from.getAll(FOR) : List.of();
            to.set(FOR, before.isEmpty() ? address : String.join(", ", before) + ", " + address);
        }
        String host = Optional.ofNullable(from.authority()).orElse("");
        if (!to.contains(HOST) && !host.isEmpty()) {
            to.set(HOST, host);
        }
        if (!to.contains(PROTO)) {
            to.set(PROTO, context.sessionProtocol().isTls() ? "https" : "http");
        }
    }
}
