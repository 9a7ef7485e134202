package io.tiphys.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environmenthealth.Preflight;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import io.tiphys.gateway.grpc.mapper.EnvironmentMapper;
import io.tiphys.v1.EnvironmentServiceGrpc;
import io.tiphys.v1.ListEnvironmentsRequest;
import io.tiphys.v1.ListEnvironmentsResponse;
import io.tiphys.v1.PreflightRequest;
import io.tiphys.v1.PreflightResponse;
import jakarta.inject.Singleton;

/** {@code tiphys.v1.EnvironmentService}. */
@Singleton
final class EnvironmentGrpcService implements EnvironmentServiceGrpc.AsyncService, BindableService {
    private final GrpcCallAuthenticator authenticator;
    private final SubmissionEnvironments environments;
    private final Preflight preflight;

    EnvironmentGrpcService(
            GrpcCallAuthenticator authenticator, SubmissionEnvironments environments, Preflight preflight) {
        this.authenticator = authenticator;
        this.environments = environments;
        this.preflight = preflight;
    }

    /** Messages pass the interceptors as bytes: see {@link WorkflowGrpcService#bindService}. */
    @Override
    public ServerServiceDefinition bindService() {
        return ServerInterceptors.useInputStreamMessages(EnvironmentServiceGrpc.bindService(this));
    }

    @Override
    public void listEnvironments(ListEnvironmentsRequest request, StreamObserver<ListEnvironmentsResponse> observer) {
        ListEnvironmentsResponse.Builder response = ListEnvironmentsResponse.newBuilder();
        for (CallContext callContext : authenticator.authenticateAll()) {
            response.addEnvironments(
                    EnvironmentMapper.environment(callContext.environment(), isDefault(callContext.environment())));
        }
        observer.onNext(response.build());
        observer.onCompleted();
    }

    @Override
    public void preflight(PreflightRequest request, StreamObserver<PreflightResponse> observer) {
        CallContext callContext = authenticator.authenticate(request.getEnvironment(), "");
        observer.onNext(EnvironmentMapper.preflight(preflight.run(callContext)));
        observer.onCompleted();
    }

    private boolean isDefault(SubmissionEnvironment environment) {
        return environments
                .defaultEnvironment()
                .filter(one -> one.name().equals(environment.name()))
                .isPresent();
    }
}
