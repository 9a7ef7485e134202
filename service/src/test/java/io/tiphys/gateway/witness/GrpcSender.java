package io.tiphys.gateway.witness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.tiphys.gateway.argoproto.ArgoMessageWriter;
import io.tiphys.gateway.fakes.ByteMarshaller;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Sends requests over gRPC, with messages and metadata as they are written. Thread-safe. */
final class GrpcSender implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int STREAM_MILLIS = 250;

    private final int port;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    GrpcSender(int port) {
        this.port = port;
    }

    /** Sends it and reads the answer, of a stream what comes at once. */
    Answer send(WitnessRequest request, String token) {
        ClientCall<byte[], byte[]> call = channels.computeIfAbsent(request.environment(), this::channel)
                .newCall(descriptor(request.path().substring(1)), CallOptions.DEFAULT);
        Recording recording = new Recording(call);
        call.start(recording, metadata(request, token));
        call.request(Integer.MAX_VALUE);
        call.sendMessage(message(request));
        call.halfClose();
        recording.await();
        call.cancel("enough", null);
        recording.awaitEnd();
        return new Answer(recording.status, String.join("", recording.texts));
    }

    private static byte[] message(WitnessRequest request) {
        byte[] known = request.path().startsWith("/tiphys.")
                ? TiphysMessages.message(request.path(), json(request.body()))
                : ArgoMessageWriter.message(request.path(), json(request.body()));
        byte[] more = HexFormat.of().parseHex(request.suffix());
        byte[] all = Arrays.copyOf(known, known.length + more.length);
        System.arraycopy(more, 0, all, known.length, more.length);
        return all;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Metadata metadata(WitnessRequest request, String token) {
        Metadata metadata = new Metadata();
        if (!token.isEmpty()) {
            put(metadata, "authorization", "Bearer " + token);
        }
        for (String line : request.headers()) {
            int colon = line.indexOf(':');
            put(metadata, line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return metadata;
    }

    private static void put(Metadata metadata, String name, String value) {
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }

    private ManagedChannel channel(String environment) {
        return ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .overrideAuthority(environment + ".witness.test")
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
    }

    private static MethodDescriptor<byte[], byte[]> descriptor(String method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(method)
                .setRequestMarshaller(new ByteMarshaller())
                .setResponseMarshaller(new ByteMarshaller())
                .build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    /** All messages as text, and the status. */
    private static final class Recording extends ClientCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> call;
        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicLong last = new AtomicLong();
        private final Queue<String> texts = new ConcurrentLinkedQueue<>();
        private volatile String status = "";

        Recording(ClientCall<byte[], byte[]> call) {
            this.call = call;
        }

        @Override
        public void onHeaders(Metadata headers) {
            last.set(System.nanoTime());
            texts.add(headers.toString());
        }

        @Override
        public void onMessage(byte[] message) {
            last.set(System.nanoTime());
            texts.add(new String(message, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void onClose(Status closed, Metadata trailers) {
            status = closed.getCode().name();
            texts.add(closed.getDescription() + " " + trailers);
            end.countDown();
        }

        /** Returns at the end, or when a stream that has begun says nothing for a moment. */
        void await() {
            long start = System.nanoTime();
            while (!ended(20)) {
                long said = last.get();
                boolean silent = said != 0 && millisSince(said) > STREAM_MILLIS;
                if (silent || millisSince(start) > PATIENCE_MILLIS) {
                    return;
                }
            }
        }

        void awaitEnd() {
            if (!ended(PATIENCE_MILLIS)) {
                throw new AssertionError("a call does not end though it was cancelled: " + call.getAttributes());
            }
        }

        private boolean ended(int millis) {
            try {
                return end.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static long millisSince(long nanos) {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
        }
    }
}
