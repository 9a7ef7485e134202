package io.tiphys.gateway.rest.call;

/** In which order a request passes the filters: the smallest number is the outermost. */
final class FilterOrder {
    /** On every answer, errors also. */
    static final int SECURITY_HEADERS = 300;

    /** Refuses parameters that no operation has; before, the caller has to be known. */
    static final int AUTHENTICATION = 400;

    private FilterOrder() {}
}
