package io.tiphys.gateway.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micronaut.core.order.Ordered;
import io.tiphys.gateway.access.CallOrigin;
import io.tiphys.gateway.observability.RequestIds;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Gives every call its id, the caller's own where it is usable, and answers with it. */
@Singleton
final class RequestInterceptor implements ServerInterceptor, Ordered {
    static final Metadata.Key<String> REQUEST_ID = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
    /** The network that the caller is in; set by the bridge from the connection, whatever a caller sends. */
    static final Metadata.Key<String> NETWORK = Metadata.Key.of("x-tiphys-network", Metadata.ASCII_STRING_MARSHALLER);

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public int getOrder() {
        return InterceptorOrder.REQUEST;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String id = RequestIds.accept(Optional.ofNullable(headers.get(REQUEST_ID)));
        var identified = new IdentifiedCall<>(call, id);
        CallFacts facts = new CallFacts();
        boolean stream = !call.getMethodDescriptor().getType().serverSendsOneMessage();
        String network = Optional.ofNullable(headers.get(NETWORK)).orElse("");
        GrpcRequest request = new GrpcRequest(
                id,
                authorizations(headers),
                identified::acknowledge,
                new CallOrigin(network, stream, facts::whenOver),
                facts);
        Context context = Context.current().withValue(GrpcRequest.KEY, request);
        ServerCall.Listener<Q> listener = Contexts.interceptCall(context, identified, headers, next);
        return new LoggedListener<>(listener, request);
    }

    private static List<String> authorizations(Metadata headers) {
        Iterable<String> values = headers.getAll(AUTHORIZATION);
        return values == null
                ? List.of()
                : StreamSupport.stream(values.spliterator(), false).toList();
    }

    /** Puts the id on the first metadata that goes out, and sends headers once although two may want to. */
    private static final class IdentifiedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final String id;
        private boolean headersSent;

        IdentifiedCall(ServerCall<Q, R> call, String id) {
            super(call);
            this.id = id;
        }

        void acknowledge() {
            sendHeaders(new Metadata());
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!headersSent) {
                headersSent = true;
                headers.put(REQUEST_ID, id);
                super.sendHeaders(headers);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!headersSent) {
                trailers.put(REQUEST_ID, id);
            }
            super.close(status, trailers);
        }
    }

    /** Puts the id into the log of everything that the call does on these threads. */
    private static final class LoggedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final GrpcRequest request;

        LoggedListener(ServerCall.Listener<Q> listener, GrpcRequest request) {
            super(listener);
            this.request = request;
        }

        @Override
        public void onMessage(Q message) {
            request.logged(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            request.logged(super::onHalfClose);
        }

        @Override
        public void onCancel() {
            request.facts().over();
            request.logged(super::onCancel);
        }

        @Override
        public void onComplete() {
            request.facts().over();
            request.logged(super::onComplete);
        }
    }
}
