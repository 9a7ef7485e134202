package io.tiphys.gateway.rest.call;

/** The order of the filters: the smallest number is the outermost. */
final class FilterOrder {
    /** Applies to every response, including errors. */
    static final int SECURITY_HEADERS = 300;

    /** Rejects unknown parameters of an operation, after the caller is authenticated. */
    static final int AUTHENTICATION = 400;

    private FilterOrder() {}
}
