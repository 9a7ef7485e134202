package io.tiphys.gateway.server.call;

import io.tiphys.gateway.error.Problem;

/** Port to the writer of gRPC statuses, for answers that are not written by a gRPC server. Thread-safe. */
public interface GrpcProblems {
    /**
     * A problem as the trailers of a call carry it.
     *
     * @param code the status code
     * @param message the text, not yet percent-encoded
     * @param details a serialised {@code google.rpc.Status}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record GrpcStatus(int code, String message, byte[] details) {}

    /** The status of a problem; it fits into the 8 KiB that clients take. */
    GrpcStatus write(Problem problem, String requestId);
}
