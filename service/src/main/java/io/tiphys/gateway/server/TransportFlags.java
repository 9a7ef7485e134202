package io.tiphys.gateway.server;

import com.linecorp.armeria.common.FlagsProvider;

/**
 * What the library that listens lets be set for the whole process alone. It finds this class by itself, through {@code
 * META-INF/services}. Immutable.
 */
public final class TransportFlags implements FlagsProvider {
    /**
     * After the last answer of an HTTP/1 connection the caller is to close it first, so that nothing it still sends makes it
     * lose the answer (RFC 9112 section 9.6). Callers that read to the end of the connection, as those of HTTP/1.0 do, wait
     * for this; with the library's own three seconds they would wait that long for every answer.
     */
    private static final long CLOSE_DELAY_MILLIS = 100;

    /** Called by the library. */
    public TransportFlags() {}

    /** Nobody else's settings stand against it but those of the command line. */
    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Long defaultHttp1ConnectionCloseDelayMillis() {
        return CLOSE_DELAY_MILLIS;
    }

    /** A semicolon is a character of a path like any other (RFC 3986 section 3.3); the Argo Server takes it so. */
    @Override
    public Boolean allowSemicolonInPathComponent() {
        return true;
    }
}
