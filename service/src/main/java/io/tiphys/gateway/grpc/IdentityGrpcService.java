package io.tiphys.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import io.tiphys.gateway.grpc.mapper.IdentityMapper;
import io.tiphys.gateway.whoami.WhoAmI;
import io.tiphys.v1.IdentityServiceGrpc;
import io.tiphys.v1.WhoAmIRequest;
import io.tiphys.v1.WhoAmIResponse;
import jakarta.inject.Singleton;

/** {@code tiphys.v1.IdentityService}. */
@Singleton
final class IdentityGrpcService implements IdentityServiceGrpc.AsyncService, BindableService {
    private final GrpcCallAuthenticator authenticator;
    private final WhoAmI whoAmI;

    IdentityGrpcService(GrpcCallAuthenticator authenticator, WhoAmI whoAmI) {
        this.authenticator = authenticator;
        this.whoAmI = whoAmI;
    }

    /** Messages pass the interceptors as bytes: see {@link WorkflowGrpcService#bindService}. */
    @Override
    public ServerServiceDefinition bindService() {
        return ServerInterceptors.useInputStreamMessages(IdentityServiceGrpc.bindService(this));
    }

    @Override
    public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIResponse> observer) {
        var callContext = authenticator.authenticate(request.getEnvironment(), "");
        observer.onNext(IdentityMapper.report(whoAmI.report(callContext)));
        observer.onCompleted();
    }
}
