package io.tiphys.gateway.error;

/**
 * The family of a failure, with the status that callers get: over HTTP (RFC 9110) and over gRPC ({@code
 * google/rpc/code.proto}). The Argo API answers with {@link #argoHttpStatus} instead, because its clients know the codes of
 * the Argo Server.
 */
public enum ErrorKind {
    /** The request is wrong and stays wrong when repeated. */
    INVALID(400, StatusCode.INVALID_ARGUMENT),
    /** The request is larger than what can ever be accepted; repeating cannot help. */
    TOO_LARGE(413, StatusCode.INVALID_ARGUMENT),
    /** The first line of the request is longer than what is read. */
    ADDRESS_TOO_LONG(414, StatusCode.INVALID_ARGUMENT),
    /** The headers of the request are larger than what is read. */
    HEADERS_TOO_LARGE(431, StatusCode.INVALID_ARGUMENT),
    /** The request did not come as a whole in the time that it had. */
    INCOMPLETE(408, StatusCode.INVALID_ARGUMENT),
    /** The body is in a form that is not read here. */
    UNSUPPORTED_MEDIA_TYPE(415, StatusCode.INVALID_ARGUMENT),
    /** The address exists, the verb does not. */
    UNSUPPORTED_METHOD(405, StatusCode.UNIMPLEMENTED),
    /** Who calls could not be established. */
    UNAUTHENTICATED(401, StatusCode.UNAUTHENTICATED),
    /** The caller is known and may not. */
    FORBIDDEN(403, StatusCode.PERMISSION_DENIED),
    /** What was named is not there. */
    NOT_FOUND(404, StatusCode.NOT_FOUND),
    /** It exists already, or somebody changed it meanwhile. */
    CONFLICT(409, StatusCode.ALREADY_EXISTS),
    /** The state of what was named does not allow it. */
    PRECONDITION(409, StatusCode.FAILED_PRECONDITION),
    /** Too much at once; later it can work. */
    THROTTLED(429, StatusCode.RESOURCE_EXHAUSTED),
    /** A system behind the gateway cannot be reached, a decision could not be had from it, or the gateway itself stops. */
    UNAVAILABLE(503, StatusCode.UNAVAILABLE),
    /** A system behind the gateway answered what it must not answer. */
    UPSTREAM_BROKEN(502, StatusCode.INTERNAL),
    /** The time that the call had is used up. */
    TIMEOUT(504, StatusCode.DEADLINE_EXCEEDED),
    /** The caller went away. 499 is nginx's: nobody reads it but the log. */
    CANCELLED(499, StatusCode.CANCELLED),
    /** A fault of the gateway. */
    INTERNAL(500, StatusCode.INTERNAL);

    private final int httpStatus;
    private final StatusCode grpcCode;

    ErrorKind(int httpStatus, StatusCode grpcCode) {
        this.httpStatus = httpStatus;
        this.grpcCode = grpcCode;
    }

    /** The status over HTTP. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The status over gRPC, on every API. */
    public StatusCode grpcCode() {
        return grpcCode;
    }

    /**
     * The status over HTTP on the Argo API: the one that the Argo Server has for the gRPC code (grpc-gateway v1.16, {@code
     * runtime/errors.go}). Where it differs from {@link #httpStatus}:
     */
    public int argoHttpStatus() {
        return switch (this) {
            case UNSUPPORTED_MEDIA_TYPE, PRECONDITION -> 400;
            case UNSUPPORTED_METHOD -> 501;
            case UPSTREAM_BROKEN -> 500;
            case CANCELLED -> 408;
            default -> httpStatus;
        };
    }
}
