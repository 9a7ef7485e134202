package io.tiphys.gateway.grpc.interceptor;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micronaut.core.order.Ordered;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import jakarta.inject.Singleton;

/**
 * Checks the token of a call of the gateway's own API before a message of it is asked for: whoever has none sends nothing
 * that is collected. Which environment the call is for, its message says, so that is checked again by the service.
 */
@Singleton
final class AuthenticationInterceptor implements ServerInterceptor, Ordered {
    private static final String OWN_SERVICES = "tiphys.";

    private final GrpcCallAuthenticator authenticator;

    AuthenticationInterceptor(GrpcCallAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public int getOrder() {
        return InterceptorOrder.AUTHENTICATION;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (call.getMethodDescriptor().getFullMethodName().startsWith(OWN_SERVICES)) {
            authenticator.requireToken();
        }
        return next.startCall(call, headers);
    }
}
