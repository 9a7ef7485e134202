package io.tiphys.gateway.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micronaut.core.order.Ordered;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.observability.ApiKind;
import io.tiphys.gateway.observability.CallRecord;
import io.tiphys.gateway.observability.CallRecorder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Records every call of the API when it has ended, a stream also; health checks and reflection are not of the API. */
@Singleton
final class CallRecordInterceptor implements ServerInterceptor, Ordered {
    private static final String API = "tiphys.v1.";
    private static final long UNDER_WAY_MILLISECONDS = 250;

    /** Where the id of the operation in openapi.yaml is not the method's name. */
    private static final Map<String, String> OTHER_NAMES = Map.of("preflight", "preflightEnvironment");

    private final CallRecorder recorder;

    CallRecordInterceptor(CallRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public int getOrder() {
        return InterceptorOrder.CALL_RECORD;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Optional<String> operation = operation(call.getMethodDescriptor());
        if (operation.isEmpty()) {
            return next.startCall(call, headers);
        }
        GrpcRequest request = GrpcRequest.current();
        boolean stream = call.getMethodDescriptor().getType() == MethodDescriptor.MethodType.SERVER_STREAMING;
        var recording = new Recording(request, operation.get(), stream);
        return new RecordingListener<>(next.startCall(new AnsweredCall<>(call, request.facts()), headers), recording);
    }

    /** The operation's id; empty for a call that is not of the API. */
    static Optional<String> operation(MethodDescriptor<?, ?> method) {
        String service = Optional.ofNullable(method.getServiceName()).orElse("");
        String name = Optional.ofNullable(method.getBareMethodName()).orElse("");
        if (method.getType() == MethodDescriptor.MethodType.UNKNOWN || name.isEmpty()) {
            return Optional.of(CallRecord.UNKNOWN_OPERATION);
        }
        String operation = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return service.startsWith(API) ? Optional.of(OTHER_NAMES.getOrDefault(operation, operation)) : Optional.empty();
    }

    /**
     * Why a call ended without an answer. A caller whose deadline passes resets the call, and its deadline passes a little
     * before ours, because the request was under way for a while.
     */
    static ErrorReason unanswered(@Nullable Deadline deadline) {
        return deadline != null && deadline.timeRemaining(TimeUnit.MILLISECONDS) < UNDER_WAY_MILLISECONDS
                ? ErrorReason.DEADLINE_EXCEEDED
                : ErrorReason.CANCELLED;
    }

    private final class Recording {
        private final GrpcRequest request;
        private final String operation;
        private final boolean stream;
        private final long began = System.nanoTime();

        Recording(GrpcRequest request, String operation, boolean stream) {
            this.request = request;
            this.operation = operation;
            this.stream = stream;
            if (stream) {
                recorder.streamBegan(ApiKind.GRPC);
            }
        }

        /** @param unanswered the outcome when no answer went out */
        void end(String unanswered) {
            if (stream) {
                recorder.streamEnded(ApiKind.GRPC);
            }
            request.facts().answered(unanswered);
            Duration duration = Duration.ofNanos(System.nanoTime() - began);
            recorder.ended(request.facts().record(operation, request.id(), duration));
        }
    }

    private static final class AnsweredCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final CallFacts facts;

        AnsweredCall(ServerCall<Q, R> call, CallFacts facts) {
            super(call);
            this.facts = facts;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            facts.answered(status.getCode().name());
            super.close(status, trailers);
        }
    }

    /** grpc-java tells the end of a call once, and in one of two ways. */
    private static final class RecordingListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Recording recording;

        RecordingListener(ServerCall.Listener<Q> listener, Recording recording) {
            super(listener);
            this.recording = recording;
        }

        @Override
        public void onComplete() {
            recording.end(CallRecord.OK);
            super.onComplete();
        }

        @Override
        public void onCancel() {
            recording.end(unanswered(Context.current().getDeadline()).name());
            super.onCancel();
        }
    }
}
