package io.tiphys.gateway.grpc.interceptor;

import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.micronaut.core.order.Ordered;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.grpc.call.GrpcRequest;
import io.tiphys.gateway.grpc.status.StatusWriter;
import jakarta.inject.Singleton;

/**
 * Maps every failure of a call to a status with the gateway's details: exceptions while a message is read or answered, and
 * failures that a stream passes to its observer.
 */
@Singleton
public final class ProblemInterceptor implements ServerInterceptor, Ordered {
    @Override
    public int getOrder() {
        return InterceptorOrder.PROBLEM;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        var explaining = new ExplainingCall<>(call, GrpcRequest.current());
        try {
            return new CatchingListener<>(next.startCall(explaining, headers), explaining);
        } catch (RuntimeException | Error e) {
            explaining.fail(e);
            return new ServerCall.Listener<>() {};
        }
    }

    private static final class ExplainingCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final GrpcRequest request;
        private boolean closed;

        ExplainingCall(ServerCall<Q, R> call, GrpcRequest request) {
            super(call);
            this.request = request;
        }

        /** A stream's observer closes with an unknown status, whose cause is the failure that it was given. */
        @Override
        public void close(Status status, Metadata trailers) {
            Throwable cause = status.getCause();
            if (status.getCode() == Status.Code.UNKNOWN && cause != null) {
                fail(cause);
            } else if (!closed) {
                closed = true;
                super.close(status, trailers);
            }
        }

        void fail(Throwable failure) {
            if (closed) {
                return;
            }
            closed = true;
            if (Context.current().isCancelled()) {
                return; // the caller is gone
            }
            Problem problem = CallFailures.problem(failure, request.id());
            request.call().failed(problem.reason());
            StatusRuntimeException answer =
                    StatusProto.toStatusRuntimeException(StatusWriter.write(problem, request.id()));
            Metadata trailers = answer.getTrailers();
            super.close(answer.getStatus(), trailers == null ? new Metadata() : trailers);
        }
    }

    private static final class CatchingListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final ExplainingCall<Q, ?> call;

        CatchingListener(ServerCall.Listener<Q> listener, ExplainingCall<Q, ?> call) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            catching(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            catching(super::onHalfClose);
        }

        @Override
        public void onReady() {
            catching(super::onReady);
        }

        private void catching(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                call.fail(e);
            }
        }
    }
}
