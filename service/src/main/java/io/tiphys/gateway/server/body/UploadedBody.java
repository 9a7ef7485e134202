package io.tiphys.gateway.server.body;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.stream.StreamMessage;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A body that is pulled piece by piece: the next piece is requested from the socket when this one is taken, so at most one
 * waits in memory. One thread pulls; any thread may close.
 */
public final class UploadedBody implements AutoCloseable {
    /** The media type of bodies that are read item by item: newline-delimited JSON. */
    public static final MediaType MEDIA_TYPE = MediaType.create("application", "x-ndjson");

    private sealed interface Signal {}

    private record Piece(byte[] bytes) implements Signal {}

    private record Failed(Throwable cause) implements Signal {}

    private record Complete() implements Signal {}

    private final StreamMessage<HttpData> pieces;
    private final BlockingQueue<Signal> arrived = new LinkedBlockingQueue<>();
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private volatile boolean kept;
    private volatile @Nullable Subscription subscription;
    private boolean complete;

    public UploadedBody(StreamMessage<HttpData> pieces) {
        this.pieces = pieces;
    }

    /**
     * The next piece; null after the last one.
     *
     * @param timeout the longest time to wait
     * @throws GatewayException with REQUEST_STALLED when none arrives in time, CANCELLED when the caller is gone
     */
    public byte @Nullable [] next(Duration timeout) {
        if (complete) {
            return null;
        }
        request();
        try {
            Signal signal = arrived.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return switch (signal) {
                case null ->
                    throw new GatewayException(Problem.of(
                            ErrorReason.REQUEST_STALLED,
                            "The next item did not arrive in " + timeout.toSeconds() + " s."));
                case Piece(byte[] bytes) -> bytes;
                case Failed(Throwable cause) -> throw failure(cause);
                case Complete() -> {
                    complete = true;
                    yield null;
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(e);
        }
    }

    private void request() {
        if (subscribed.compareAndSet(false, true)) {
            pieces.subscribe(new Receiver());
            return;
        }
        Subscription open = subscription;
        if (open != null) {
            open.request(1);
        }
    }

    private static GatewayException failure(Throwable cause) {
        return cause instanceof GatewayException known
                ? new GatewayException(known.problem(), known)
                : new GatewayException(
                        Problem.of(
                                ErrorReason.CANCELLED,
                                "The caller closed the connection before the request was complete."),
                        cause);
    }

    /** Ends the upload; its sender may notice. */
    @Override
    public void close() {
        Subscription open = subscription;
        if (open != null) {
            open.cancel();
        } else if (subscribed.compareAndSet(false, true)) {
            pieces.abort();
        }
        arrived.add(new Failed(new IllegalStateException("closed")));
    }

    /** Takes the upload beyond its request; whoever takes it closes it. */
    public UploadedBody keep() {
        kept = true;
        return this;
    }

    /** Ends an upload that nobody has taken. */
    public void closeUnlessKept() {
        if (!kept) {
            close();
        }
    }

    private final class Receiver implements Subscriber<HttpData> {
        /** Requests the first piece. */
        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(HttpData piece) {
            arrived.add(new Piece(piece.array()));
        }

        @Override
        public void onError(Throwable cause) {
            arrived.add(new Failed(cause));
        }

        @Override
        public void onComplete() {
            arrived.add(new Complete());
        }
    }
}
