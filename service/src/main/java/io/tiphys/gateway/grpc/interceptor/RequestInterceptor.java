package io.tiphys.gateway.grpc.interceptor;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micronaut.core.order.Ordered;
import io.tiphys.gateway.grpc.call.CallMetadata;
import io.tiphys.gateway.grpc.call.GrpcRequest;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.CallRecord;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Puts the facts of a call into the gRPC context, and sets the operation in the record of the call. */
@Singleton
public final class RequestInterceptor implements ServerInterceptor, Ordered {
    public static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** The ids of operations in openapi.yaml that differ from the method's name. */
    private static final Map<String, String> OTHER_NAMES = Map.of("preflight", "preflightEnvironment");

    @Override
    public int getOrder() {
        return InterceptorOrder.REQUEST;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        ApiCall recorded = Optional.ofNullable(headers.get(CallMetadata.CALL))
                .orElseThrow(() -> new IllegalStateException("the call did not come from the bridge"));
        headers.discardAll(CallMetadata.CALL);
        MethodDescriptor<Q, R> method = call.getMethodDescriptor();
        recorded.operation(operation(method));
        if (method.getType() == MethodDescriptor.MethodType.SERVER_STREAMING) {
            recorded.stream();
        }
        var acknowledged = new AcknowledgedCall<>(call);
        GrpcRequest request = new GrpcRequest(
                recorded,
                Optional.ofNullable(headers.get(AUTHORIZATION)),
                acknowledged::acknowledge,
                recorded.origin(!method.getType().serverSendsOneMessage()));
        Context context = Context.current().withValue(GrpcRequest.KEY, request);
        ServerCall.Listener<Q> listener = Contexts.interceptCall(context, acknowledged, headers, next);
        return new LoggedListener<>(listener, recorded);
    }

    /** The operation's id; all unknown methods share one. */
    private static String operation(MethodDescriptor<?, ?> method) {
        String name = Optional.ofNullable(method.getBareMethodName()).orElse("");
        if (method.getType() == MethodDescriptor.MethodType.UNKNOWN || name.isEmpty()) {
            return CallRecord.UNKNOWN_OPERATION;
        }
        String operation = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return OTHER_NAMES.getOrDefault(operation, operation);
    }

    /** Sends headers once, although two senders may do so. */
    private static final class AcknowledgedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private boolean headersSent;

        AcknowledgedCall(ServerCall<Q, R> call) {
            super(call);
        }

        void acknowledge() {
            sendHeaders(new Metadata());
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!headersSent) {
                headersSent = true;
                super.sendHeaders(headers);
            }
        }
    }

    /** Adds the id to the logging context of the call's threads. */
    private static final class LoggedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final ApiCall call;

        LoggedListener(ServerCall.Listener<Q> listener, ApiCall call) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            call.logged(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            call.logged(super::onHalfClose);
        }

        @Override
        public void onCancel() {
            call.logged(super::onCancel);
        }

        @Override
        public void onComplete() {
            call.logged(super::onComplete);
        }
    }
}
