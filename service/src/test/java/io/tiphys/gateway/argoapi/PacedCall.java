package io.tiphys.gateway.argoapi;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A watch over gRPC; a call of blocking stubs asks for one message at a time.
 *
 * @param <M> its messages
 */
final class PacedCall<M> implements PacedReader {
    private final Context.CancellableContext context = Context.current().withCancellation();
    private final AtomicReference<Metadata> head = new AtomicReference<>();
    private final AtomicReference<Metadata> trailers = new AtomicReference<>();
    private final Iterator<M> messages;
    private final Function<M, String> version;
    private String end = "";
    private Optional<String> place = Optional.empty();

    /**
     * Opens it.
     *
     * @param call makes the call on a channel
     * @param version the version of a message's workflow; empty for a sign of life
     */
    PacedCall(Channel channel, String token, Function<Channel, Iterator<M>> call, Function<M, String> version) {
        Metadata headers = new Metadata();
        headers.put(key("authorization"), "Bearer " + token);
        Channel authorized = ClientInterceptors.intercept(
                channel,
                MetadataUtils.newAttachHeadersInterceptor(headers),
                MetadataUtils.newCaptureMetadataInterceptor(head, trailers));
        Context previous = context.attach();
        try {
            messages = call.apply(authorized);
        } finally {
            context.detach(previous);
        }
        this.version = version;
    }

    @Override
    public Optional<String> next() {
        try {
            while (messages.hasNext()) {
                String seen = version.apply(messages.next());
                if (!seen.isEmpty()) {
                    return Optional.of(seen);
                }
            }
            end = "OK " + trailers.get().get(key("tiphys-reason"));
            place = Optional.ofNullable(trailers.get().get(key("tiphys-resource-version")));
        } catch (StatusRuntimeException e) {
            ErrorInfo info = info(e);
            end = e.getStatus().getCode() + " " + info.getReason();
            place = Optional.ofNullable(info.getMetadataMap().get("resourceVersion"));
        }
        return Optional.empty();
    }

    private static ErrorInfo info(StatusRuntimeException failure) {
        try {
            return Objects.requireNonNull(StatusProto.fromThrowable(failure), failure.toString())
                    .getDetails(0)
                    .unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(failure);
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Override
    public String end() {
        return end;
    }

    @Override
    public Optional<String> place() {
        return place;
    }

    @Override
    public void close() {
        context.cancel(null);
    }
}
