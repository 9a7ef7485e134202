package io.tiphys.gateway.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.inprocess.InProcessServerBuilder;
import io.tiphys.gateway.fakes.ByteMarshaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A gRPC server in this process that takes every call, and does with it what a test says. */
public final class ScriptedGrpcServer implements AutoCloseable {
    private final String name = InProcessServerBuilder.generateName();
    private final CompletableFuture<Metadata> headers = new CompletableFuture<>();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final CompletableFuture<ServerCall<byte[], byte[]>> call = new CompletableFuture<>();
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final Server server;

    private volatile Consumer<ServerCall<byte[], byte[]>> start = begun -> {};
    private volatile Consumer<ServerCall<byte[], byte[]>> whenReady = ready -> {};
    private volatile Consumer<ServerCall<byte[], byte[]>> end = ScriptedGrpcServer::close;
    private volatile boolean replying;
    private volatile boolean taking = true;

    public ScriptedGrpcServer() {
        try {
            server = InProcessServerBuilder.forName(name)
                    .executor(task -> Thread.ofVirtual().start(task))
                    .fallbackHandlerRegistry(new Every())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    /** What came with the first call. */
    public CompletableFuture<Metadata> headers() {
        return headers;
    }

    /** Done once a call was cancelled. */
    public CompletableFuture<Void> cancelled() {
        return cancelled;
    }

    public List<byte[]> received() {
        return received;
    }

    public void startsWith(Consumer<ServerCall<byte[], byte[]>> step) {
        start = step;
    }

    /** What it does when the caller has sent all; unless told, it ends the call well. */
    public void answersWith(Consumer<ServerCall<byte[], byte[]>> step) {
        end = step;
    }

    /** Does this whenever the transport takes messages, and never ends. */
    public void answersWheneverReady(Consumer<ServerCall<byte[], byte[]>> step) {
        end = asked -> {
            asked.sendHeaders(new Metadata());
            whenReady = step;
            step.accept(asked);
        };
    }

    public void repliesToEach(boolean replies) {
        replying = replies;
    }

    public void takesWhenTold() {
        taking = false;
    }

    public void take(int messages) {
        call.join().request(messages);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static void close(ServerCall<byte[], byte[]> asked) {
        asked.close(Status.OK, new Metadata());
    }

    private final class Every extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String methodName, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .setFullMethodName(methodName)
                    .setRequestMarshaller(new ByteMarshaller())
                    .setResponseMarshaller(new ByteMarshaller())
                    .build();
            return ServerMethodDefinition.create(method, this::begin);
        }

        private ServerCall.Listener<byte[]> begin(ServerCall<byte[], byte[]> begun, Metadata metadata) {
            headers.complete(metadata);
            call.complete(begun);
            if (replying) {
                begun.sendHeaders(new Metadata());
            }
            start.accept(begun);
            if (taking) {
                begun.request(1);
            }
            return new Listening(begun);
        }
    }

    private final class Listening extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> asked;

        Listening(ServerCall<byte[], byte[]> asked) {
            this.asked = asked;
        }

        @Override
        public void onMessage(byte[] message) {
            received.add(message);
            if (replying) {
                asked.sendMessage(message);
            }
            if (taking) {
                asked.request(1);
            }
        }

        @Override
        public void onHalfClose() {
            end.accept(asked);
        }

        @Override
        public void onReady() {
            whenReady.accept(asked);
        }

        @Override
        public void onCancel() {
            cancelled.complete(null);
        }
    }
}
