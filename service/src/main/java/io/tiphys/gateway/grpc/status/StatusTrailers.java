package io.tiphys.gateway.grpc.status;

import com.google.rpc.Status;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.server.call.GrpcProblems;
import jakarta.inject.Singleton;

/** Writes statuses for APIs that serve gRPC without a gRPC server. Thread-safe. */
@Singleton
public final class StatusTrailers implements GrpcProblems {
    @Override
    public GrpcStatus write(Problem problem, String requestId) {
        Status status = StatusWriter.write(problem, requestId);
        return new GrpcStatus(status.getCode(), status.getMessage(), status.toByteArray());
    }
}
