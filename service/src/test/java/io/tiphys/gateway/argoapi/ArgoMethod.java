package io.tiphys.gateway.argoapi;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.tiphys.gateway.fakes.ByteMarshaller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/** Calls of Argo's gRPC methods with messages as bytes, so that every byte of an answer can be compared. */
final class ArgoMethod {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> VERSION =
            Metadata.Key.of("argo-version", Metadata.ASCII_STRING_MARSHALLER);

    private ArgoMethod() {}

    /** A channel to a face, to be shut down by the caller. */
    static ManagedChannel channel(ArgoApiUnderTest face) {
        return ManagedChannelBuilder.forAddress(face.uri().getHost(), face.uri().getPort())
                .usePlaintext()
                .maxInboundMessageSize(100 << 20)
                .build();
    }

    /** Calls a method, as {@code workflow.WorkflowService/GetWorkflow}, and records messages and the end. */
    static RecordedStream call(ManagedChannel channel, String method, byte[] request, String authorization) {
        RecordedStream stream = new RecordedStream(method);
        ClientCall<byte[], byte[]> call = channel.newCall(descriptor(method), CallOptions.DEFAULT);
        stream.endsBy(() -> call.cancel("enough", null));
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, authorization);
        call.start(new Recording(call, stream), headers);
        call.request(1);
        call.sendMessage(request);
        call.halfClose();
        return stream;
    }

    /** A message of texts: the numbers of its fields and their values, in turn; a value may be a message itself. */
    static byte[] message(Object... numbersAndValues) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (int i = 0; i < numbersAndValues.length; i += 2) {
                int number = (Integer) numbersAndValues[i];
                switch (numbersAndValues[i + 1]) {
                    case String text -> out.writeString(number, text);
                    case Boolean flag -> out.writeBool(number, flag);
                    case byte[] inner -> out.writeBytes(number, ByteString.copyFrom(inner));
                    default -> throw new IllegalArgumentException("no value of a field: " + numbersAndValues[i + 1]);
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What a piece of a recording shows of a text that is in a message. */
    static String shown(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    static MethodDescriptor<byte[], byte[]> descriptor(String method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(method)
                .setRequestMarshaller(new ByteMarshaller())
                .setResponseMarshaller(new ByteMarshaller())
                .build();
    }

    private static final class Recording extends ClientCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> call;
        private final RecordedStream stream;

        Recording(ClientCall<byte[], byte[]> call, RecordedStream stream) {
            this.call = call;
            this.stream = stream;
        }

        @Override
        public void onHeaders(Metadata headers) {
            stream.add("version " + headers.get(VERSION));
        }

        @Override
        public void onMessage(byte[] message) {
            stream.add(HexFormat.of().formatHex(message));
            call.request(1);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            stream.ended(status.getCode() + " " + Objects.requireNonNullElse(status.getDescription(), ""));
        }
    }
}
