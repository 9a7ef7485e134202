package io.tiphys.gateway.argo;

import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.TlsChannelCredentials;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.ArgoServerAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The connection to one Argo Server's gRPC side, for streams. Messages stay bytes. HTTP/2 with prior knowledge for {@code
 * http}, and by ALPN for {@code https} with the same trust as its HTTP side. Connects when it is first used. Thread-safe.
 */
final class ArgoGrpcClient implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** Servers of grpc-go take a ping every five minutes at most. */
    private static final int PING_MINUTES = 6;

    private static final MethodDescriptor<byte[], byte[]> WATCH = method("WatchWorkflows");
    private static final MethodDescriptor<byte[], byte[]> LOGS = method("WorkflowLogs");

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ManagedChannel channel;

    ArgoGrpcClient(ArgoServerAccess access) {
        URI uri = access.uri();
        boolean encrypted = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : encrypted ? 443 : 80;
        channel = Grpc.newChannelBuilderForAddress(
                        uri.getHost(), port, encrypted ? tls(access) : InsecureChannelCredentials.create())
                .executor(executor)
                .maxInboundMessageSize(ArgoHttpClient.LARGEST_ANSWER)
                .keepAliveTime(PING_MINUTES, TimeUnit.MINUTES)
                .build();
    }

    private static ChannelCredentials tls(ArgoServerAccess access) {
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        ArgoTls.trusted(access).ifPresent(builder::trustManager);
        return builder.build();
    }

    /** Opens a watch. */
    <T> GrpcEventStream<T> watch(BearerToken token, UpstreamQuery query, StreamFormat<T> format, Runnable onOver) {
        return open(WATCH, token, GrpcRequests.watch(query), WorkflowRequests.watch(query), format, onOver);
    }

    /**
     * Opens a log.
     *
     * @param message a {@code workflow.WorkflowLogRequest}
     * @param request the same over HTTP, for the meaning of failures
     */
    <T> GrpcEventStream<T> logs(
            BearerToken token, byte[] message, ArgoRequest request, StreamFormat<T> format, Runnable onOver) {
        return open(LOGS, token, message, request, format, onOver);
    }

    private <T> GrpcEventStream<T> open(
            MethodDescriptor<byte[], byte[]> method,
            BearerToken token,
            byte[] message,
            ArgoRequest request,
            StreamFormat<T> format,
            Runnable onOver) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token.reveal());
        return new GrpcEventStream<>(
                channel.newCall(method, CallOptions.DEFAULT), headers, message, request, format, onOver);
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodType.SERVER_STREAMING)
                .setFullMethodName("workflow.WorkflowService/" + name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    /** Ends all that is under way. */
    @Override
    public void close() {
        channel.shutdownNow();
        executor.shutdownNow();
    }

    /** Messages as they are on the wire. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
