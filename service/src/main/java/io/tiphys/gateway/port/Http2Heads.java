package io.tiphys.gateway.port;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AsciiString;
import java.util.List;

/** Tells HTTP/2 requests that are malformed although the library reads them (RFC 9113 sections 8.2 and 8.3.1). */
final class Http2Heads {
    private static final List<AsciiString> ONCE =
            List.of(HttpHeaderNames.METHOD, HttpHeaderNames.PATH, HttpHeaderNames.SCHEME, HttpHeaderNames.AUTHORITY);

    private Http2Heads() {}

    /** Whether a request is well-formed; one over HTTP/1 was looked at before it was read. */
    static boolean wellFormed(ServiceRequestContext context, RequestHeaders headers) {
        if (!context.sessionProtocol().isMultiplex()) {
            return true;
        }
        boolean once = ONCE.stream().allMatch(name -> headers.getAll(name).size() <= 1);
        String authority = headers.get(HttpHeaderNames.AUTHORITY);
        String host = headers.get(HttpHeaderNames.HOST);
        boolean userless = authority == null || authority.indexOf('@') < 0;
        boolean agreed = host == null || authority == null || host.equals(authority);
        return once && userless && agreed && headers.contains(HttpHeaderNames.SCHEME);
    }
}
