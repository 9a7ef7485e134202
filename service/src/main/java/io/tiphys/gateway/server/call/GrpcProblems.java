package io.tiphys.gateway.server.call;

import io.tiphys.gateway.error.Problem;

/** Port to the writer of gRPC statuses, for responses that no gRPC server writes. Thread-safe. */
public interface GrpcProblems {
    /**
     * A problem as the trailers of a call carry it.
     *
     * @param code the status code
     * @param message the text, not yet percent-encoded
     * @param details a serialised {@code google.rpc.Status}
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record GrpcStatus(int code, String message, byte[] details) {}

    /** The status of a problem; its size is within the 8 KiB that clients accept. */
    GrpcStatus write(Problem problem, String requestId);
}
