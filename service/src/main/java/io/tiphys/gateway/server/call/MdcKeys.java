package io.tiphys.gateway.server.call;

/** The keys of the logging context (SLF4J's mapped diagnostic context). */
public final class MdcKeys {
    /** The request's id. */
    public static final String REQUEST_ID = "requestId";

    private MdcKeys() {}
}
