package io.tiphys.gateway.grpc.bridge;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.format.ReadableBytes;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.grpc.GrpcServerFactory;
import io.tiphys.gateway.grpc.call.CallMetadata;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.server.GrpcHandler;
import io.tiphys.gateway.server.body.BodyReservation;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.CallEntry;
import io.tiphys.gateway.server.call.GrpcTimeout;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Forwards gRPC requests of the server to the in-process gRPC server, without a socket (gRPC over HTTP/2, {@code
 * PROTOCOL-HTTP2.md}). Messages remain bytes here. Thread-safe.
 */
@Singleton
@Requires(beans = GrpcEmbeddedServer.class)
public final class GrpcBridge implements GrpcHandler {
    private static final String TYPE = "application/grpc";
    private static final String TYPE_OF_PROTOBUF = TYPE + "+proto";

    private final Channel channel;
    private final CallBodies bodies;
    private final int largest;

    /** @param largest the largest size of a message in bytes; a larger one is answered with RESOURCE_EXHAUSTED */
    public GrpcBridge(
            @Named(GrpcServerFactory.IN_PROCESS) Channel channel,
            CallBodies bodies,
            @ReadableBytes @Property(name = "grpc.server.max-inbound-message-size") int largest) {
        this.channel = channel;
        this.bodies = bodies;
        this.largest = largest;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        RequestHeaders headers = request.headers();
        ApiCall call = CallEntry.call(context);
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        if (!isGrpc(type)) {
            call.failed(ErrorReason.MEDIA_TYPE_UNSUPPORTED);
            return HttpResponse.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        if (headers.method() != HttpMethod.POST) {
            call.failed(ErrorReason.METHOD_NOT_ALLOWED);
            return HttpResponse.of(
                    ResponseHeaders.of(HttpStatus.METHOD_NOT_ALLOWED, HttpHeaderNames.ALLOW, HttpMethod.POST.name()));
        }
        BridgedAnswer answer = new BridgedAnswer(type.equals(TYPE_OF_PROTOBUF) ? type : TYPE, call);
        try {
            start(context, request, call, answer);
        } catch (GatewayException | StatusRuntimeException e) {
            answer.fail(e);
        }
        return answer.response();
    }

    private void start(ServiceRequestContext context, HttpRequest request, ApiCall call, BridgedAnswer answer) {
        RequestHeaders headers = request.headers();
        Metadata metadata = MetadataHeaders.read(headers);
        metadata.discardAll(CallMetadata.CALL);
        metadata.put(CallMetadata.CALL, call);
        CallOptions options = options(headers.get("grpc-timeout"));
        Decompressor decompressor = decompressor(headers.get("grpc-encoding"));
        BodyReservation held = bodies.of(context.path());
        answer.response().whenComplete().whenComplete((done, failure) -> held.close());
        StreamMessage<InputStream> messages =
                request.decode(new IncomingFrames(decompressor, largest, held, CallBodies.streamed(context.path())));
        new BridgedCall(
                        channel.newCall(method(context.path()), options),
                        answer,
                        context.eventLoop().withoutContext())
                .start(metadata, messages);
    }

    /** A suffix of the type names a message format; {@code application/grpc-web} of web clients is another protocol. */
    private static boolean isGrpc(String type) {
        return type.equals(TYPE) || type.startsWith(TYPE + "+") || type.startsWith(TYPE + ";");
    }

    private static CallOptions options(@Nullable String timeout) {
        if (timeout == null) {
            return CallOptions.DEFAULT;
        }
        return GrpcTimeout.of(timeout)
                .map(TimeUnit.NANOSECONDS::convert)
                .map(nanoseconds -> CallOptions.DEFAULT.withDeadlineAfter(nanoseconds, TimeUnit.NANOSECONDS))
                .orElseThrow(() -> FieldMapper.invalid(
                        "grpc-timeout",
                        "grpc-timeout",
                        "A timeout has at most eight digits and one of the units H, M, S, m, u, n."));
    }

    private static @Nullable Decompressor decompressor(@Nullable String encoding) {
        if (encoding == null) {
            return null;
        }
        Decompressor known = DecompressorRegistry.getDefaultInstance().lookupDecompressor(encoding);
        if (known == null) {
            throw Status.UNIMPLEMENTED
                    .withDescription("The message encoding is not supported. Use gzip or no compression.")
                    .asRuntimeException(understood());
        }
        return known;
    }

    /** The supported encodings, which gRPC over HTTP/2 requires in the response to an unsupported one. */
    private static Metadata understood() {
        Metadata encodings = new Metadata();
        encodings.put(Metadata.Key.of("grpc-accept-encoding", Metadata.ASCII_STRING_MARSHALLER), "gzip");
        return encodings;
    }

    /** The server knows the actual kind of each method; here each is a stream in both directions. */
    private static MethodDescriptor<InputStream, byte[]> method(String path) {
        return MethodDescriptor.<InputStream, byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNKNOWN)
                .setFullMethodName(path.substring(1))
                .setRequestMarshaller(new IncomingMessage.AsItIs())
                .setResponseMarshaller(new OutgoingFrame())
                .build();
    }
}
