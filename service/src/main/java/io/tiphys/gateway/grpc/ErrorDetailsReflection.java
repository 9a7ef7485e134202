package io.tiphys.gateway.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.StatusProto;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the messages of status details to reflection, so that tools can show the details. grpc-java describes only messages
 * that a service refers to, and no service refers to these. Thread-safe.
 */
final class ErrorDetailsReflection implements ServerInterceptor {
    private static final String PACKAGE = "google.rpc.";

    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();

    ErrorDetailsReflection() {
        add(ErrorDetailsProto.getDescriptor());
        add(StatusProto.getDescriptor());
    }

    private void add(FileDescriptor file) {
        file.getDependencies().forEach(this::add);
        files.put(file.getName(), file);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        var shared = new SharedCall<>(call);
        return new SimpleForwardingServerCallListener<>(next.startCall(shared, headers)) {
            @Override
            public void onMessage(Q message) {
                Optional<ServerReflectionResponse> answer =
                        message instanceof ServerReflectionRequest request ? answer(request) : Optional.empty();
                if (answer.isPresent()) {
                    shared.answer(answer.get());
                } else {
                    super.onMessage(message);
                }
            }
        };
    }

    /** A call with two responders, whose headers are sent once. Both respond on the call's own thread. */
    private static final class SharedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private boolean headersSent;

        SharedCall(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!headersSent) {
                headersSent = true;
                super.sendHeaders(headers);
            }
        }

        /**
         * Both versions of reflection have these messages; grpc-java serves the older version with the messages of the newer
         * one.
         */
        @SuppressWarnings("unchecked")
        void answer(ServerReflectionResponse answer) {
            sendHeaders(new Metadata());
            sendMessage((R) answer);
            request(1);
        }
    }

    private Optional<ServerReflectionResponse> answer(ServerReflectionRequest request) {
        Optional<FileDescriptor> found = switch (request.getMessageRequestCase()) {
            case FILE_BY_FILENAME -> Optional.ofNullable(files.get(request.getFileByFilename()));
            case FILE_CONTAINING_SYMBOL -> holding(request.getFileContainingSymbol());
            default -> Optional.empty();
        };
        return found.map(file -> response(request, file));
    }

    private Optional<FileDescriptor> holding(String symbol) {
        return Optional.of(symbol)
                .filter(name -> name.startsWith(PACKAGE))
                .map(name -> name.substring(PACKAGE.length()).split("\\.", 2)[0])
                .flatMap(name -> files.values().stream()
                        .filter(file -> file.findMessageTypeByName(name) != null)
                        .findFirst());
    }

    private static ServerReflectionResponse response(ServerReflectionRequest request, FileDescriptor file) {
        FileDescriptorResponse.Builder descriptors = FileDescriptorResponse.newBuilder();
        with(file, descriptors, new LinkedHashMap<>());
        return ServerReflectionResponse.newBuilder()
                .setValidHost(request.getHost())
                .setOriginalRequest(request)
                .setFileDescriptorResponse(descriptors)
                .build();
    }

    private static void with(
            FileDescriptor file, FileDescriptorResponse.Builder all, Map<String, FileDescriptor> seen) {
        if (seen.put(file.getName(), file) == null) {
            all.addFileDescriptorProto(file.toProto().toByteString());
            file.getDependencies().forEach(dependency -> with(dependency, all, seen));
        }
    }
}
