package io.tiphys.gateway.server;

import com.linecorp.armeria.common.FlagsProvider;

/**
 * Settings of Armeria that exist only for the whole process. Armeria finds this class through {@code META-INF/services}.
 * Immutable.
 */
public final class TransportFlags implements FlagsProvider {
    /**
     * After the last response of an HTTP/1 connection the caller should close the connection first. Otherwise bytes that the
     * caller still sends could destroy the response (RFC 9112 section 9.6). Callers that read to the end of the connection,
     * such as those of HTTP/1.0, wait for this delay. With Armeria's default of three seconds they would wait that long for
     * every response.
     */
    private static final long CLOSE_DELAY_MILLIS = 100;

    /** Called by Armeria. */
    public TransportFlags() {}

    /** Only settings of the command line take precedence over these. */
    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Long defaultHttp1ConnectionCloseDelayMillis() {
        return CLOSE_DELAY_MILLIS;
    }

    /** A semicolon is an ordinary character of a path (RFC 3986 section 3.3), as for the Argo Server. */
    @Override
    public Boolean allowSemicolonInPathComponent() {
        return true;
    }
}
