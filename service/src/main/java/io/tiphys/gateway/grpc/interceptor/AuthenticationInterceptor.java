package io.tiphys.gateway.grpc.interceptor;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micronaut.core.order.Ordered;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import jakarta.inject.Singleton;

/**
 * Checks the token of a call of the gateway's own API before requesting its first message. A caller without a valid token
 * thus cannot send messages that the gateway collects. The message names the environment of the call, so the service checks
 * the token again.
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
