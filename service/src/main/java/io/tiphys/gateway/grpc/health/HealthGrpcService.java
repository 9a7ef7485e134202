package io.tiphys.gateway.grpc.health;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.grpc.stream.EventPump;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.v1.EnvironmentServiceGrpc;
import io.tiphys.v1.WorkflowServiceGrpc;
import jakarta.inject.Singleton;

/**
 * {@code grpc.health.v1}. The workflow service and the gateway as a whole (the empty name) serve while at least one
 * environment accepts workflows. The environment service always serves, because it reports why no environment does.
 */
@Singleton
public final class HealthGrpcService extends HealthGrpc.HealthImplBase {
    private static final String WHOLE_GATEWAY = "";

    private final ServingState state;
    private final OpenStreams open;

    public HealthGrpcService(ServingState state, OpenStreams open) {
        this.state = state;
        this.open = open;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
        ServingStatus status = status(request.getService());
        if (status == ServingStatus.SERVICE_UNKNOWN) {
            observer.onError(Status.NOT_FOUND.withDescription("unknown service").asRuntimeException());
            return;
        }
        observer.onNext(response(status));
        observer.onCompleted();
    }

    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
        EventPump.start(
                observer,
                HealthGrpcService::response,
                HealthCheckResponse.getDefaultInstance(),
                () -> new EventPump.Opened<>(
                        open.track(new StatusChanges(() -> status(request.getService()))), ServingState.KEPT));
    }

    private ServingStatus status(String service) {
        return switch (service) {
            case WHOLE_GATEWAY, WorkflowServiceGrpc.SERVICE_NAME ->
                state.serving() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
            case EnvironmentServiceGrpc.SERVICE_NAME -> ServingStatus.SERVING;
            default -> ServingStatus.SERVICE_UNKNOWN;
        };
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
