package io.tiphys.gateway.grpc.bridge;

import com.linecorp.armeria.common.stream.StreamMessage;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One request as a call of the in-process server. The service requests its messages: none are read before the first request,
 * and one ahead from then on. A slow service thus slows its caller. A caller that disconnects cancels the call. The
 * request's event loop handles the caller's messages; the service responds on its own threads.
 */
final class BridgedCall extends ClientCall.Listener<byte[]> implements Subscriber<InputStream> {
    /**
     * One message to write and one to come. With a single one the service would have to wait for readiness after each
     * message.
     */
    private static final int AHEAD = 2;

    private final ClientCall<InputStream, byte[]> call;
    private final BridgedAnswer answer;
    private final EventLoop eventLoop;
    private @Nullable Subscription messages;
    private boolean waiting;
    private boolean cancelled;

    BridgedCall(ClientCall<InputStream, byte[]> call, BridgedAnswer answer, EventLoop eventLoop) {
        this.call = call;
        this.answer = answer;
        this.eventLoop = eventLoop;
    }

    /** Begins the call. */
    void start(Metadata headers, StreamMessage<InputStream> incoming) {
        call.start(this, headers);
        call.request(AHEAD);
        answer.response().whenComplete().exceptionally(failure -> {
            eventLoop.execute(this::cancel);
            return null;
        });
        incoming.subscribe(this, eventLoop);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        messages = subscription;
        waiting = true;
        goOn();
    }

    @Override
    public void onNext(InputStream message) {
        if (cancelled) {
            return;
        }
        call.sendMessage(message);
        waiting = true;
        goOn();
    }

    @Override
    public void onError(Throwable failure) {
        answer.fail(failure);
        cancel();
    }

    @Override
    public void onComplete() {
        if (!cancelled) {
            call.halfClose();
        }
    }

    @Override
    public void onReady() {
        eventLoop.execute(this::goOn);
    }

    private void goOn() {
        if (waiting && messages != null && call.isReady()) {
            waiting = false;
            messages.request(1);
        }
    }

    private void cancel() {
        if (!cancelled) {
            cancelled = true;
            call.cancel("The caller cancelled the call, or sent an invalid gRPC request.", null);
        }
    }

    @Override
    public void onHeaders(Metadata headers) {
        answer.begin(headers);
    }

    @Override
    public void onMessage(byte[] frame) {
        answer.write(frame, call::request);
    }

    /** Writes DEADLINE_EXCEEDED with the gateway's own text; that of grpc-java describes internals of this process. */
    @Override
    public void onClose(Status status, Metadata trailers) {
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && trailers.keys().isEmpty()) {
            answer.fail(new GatewayException(
                    Problem.of(ErrorReason.DEADLINE_EXCEEDED, "The call did not end within the caller's deadline.")));
        } else {
            answer.end(status, trailers);
        }
    }
}
