package io.tiphys.gateway.error;

/**
 * The family of a failure, with the status for callers: over HTTP (RFC 9110) and over gRPC ({@code google/rpc/code.proto}).
 * The Argo API uses {@link #argoHttpStatus} instead, because its clients know the codes of the Argo Server.
 */
public enum ErrorKind {
    /** The request is invalid and stays invalid when repeated. */
    INVALID(400, StatusCode.INVALID_ARGUMENT),
    /** The request exceeds a fixed maximum; repeating cannot help. */
    TOO_LARGE(413, StatusCode.INVALID_ARGUMENT),
    /** The request line exceeds the maximum length. */
    ADDRESS_TOO_LONG(414, StatusCode.INVALID_ARGUMENT),
    /** The request headers exceed the maximum size. */
    HEADERS_TOO_LARGE(431, StatusCode.INVALID_ARGUMENT),
    /** The request did not arrive completely within its timeout. */
    INCOMPLETE(408, StatusCode.INVALID_ARGUMENT),
    /** The media type of the body is not supported. */
    UNSUPPORTED_MEDIA_TYPE(415, StatusCode.INVALID_ARGUMENT),
    /** The path exists, but does not support the method. */
    UNSUPPORTED_METHOD(405, StatusCode.UNIMPLEMENTED),
    /** The caller could not be authenticated. */
    UNAUTHENTICATED(401, StatusCode.UNAUTHENTICATED),
    /** The caller is authenticated, but lacks a permission. */
    FORBIDDEN(403, StatusCode.PERMISSION_DENIED),
    /** The named object does not exist. */
    NOT_FOUND(404, StatusCode.NOT_FOUND),
    /** The object exists already, or was changed concurrently. */
    CONFLICT(409, StatusCode.ALREADY_EXISTS),
    /** The state of the object does not allow the operation. */
    PRECONDITION(409, StatusCode.FAILED_PRECONDITION),
    /** Too many requests at once; a later one can succeed. */
    THROTTLED(429, StatusCode.RESOURCE_EXHAUSTED),
    /** An upstream system is unreachable or gave no decision, or the gateway itself stops. */
    UNAVAILABLE(503, StatusCode.UNAVAILABLE),
    /** An upstream system sent an invalid response. */
    UPSTREAM_BROKEN(502, StatusCode.INTERNAL),
    /** The deadline of the call passed. */
    TIMEOUT(504, StatusCode.DEADLINE_EXCEEDED),
    /** The caller disconnected. 499 is nginx's code; it appears in the log only. */
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
     * The HTTP status on the Argo API: the Argo Server's status for the gRPC code (grpc-gateway v1.16,
     * {@code runtime/errors.go}). Where it differs from {@link #httpStatus}:
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
