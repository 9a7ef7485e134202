package io.tiphys.gateway.argo;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A stream of an Argo Server's gRPC side. The next message is asked for when the last one has been taken, so what is not
 * pulled is not read. The server sends the head of its answer at once.
 *
 * @param <T> what comes
 */
final class GrpcEventStream<T> extends ClientCall.Listener<byte[]> implements OpeningStream<T> {
    private static final int UNAVAILABLE = Status.Code.UNAVAILABLE.value();

    private final ClientCall<byte[], byte[]> call;
    private final ArgoRequest request;
    private final StreamFormat<T> format;
    private final Runnable onOver;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicBoolean over = new AtomicBoolean();
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final long begun = System.nanoTime();
    private volatile boolean accepted;
    private volatile @Nullable Status refusal;
    private volatile boolean closed;

    private sealed interface Signal {}

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Message(byte[] bytes) implements Signal {}

    private record Closed(Status status) implements Signal {}

    /**
     * Starts the call.
     *
     * @param message the request's bytes
     * @param request what its failures mean
     * @param onOver run once, when the stream is over for whatever reason
     */
    GrpcEventStream(
            ClientCall<byte[], byte[]> call,
            Metadata headers,
            byte[] message,
            ArgoRequest request,
            StreamFormat<T> format,
            Runnable onOver) {
        this.call = call;
        this.request = request;
        this.format = format;
        this.onOver = onOver;
        call.start(this, headers);
        call.sendMessage(message);
        call.halfClose();
        call.request(1);
    }

    @Override
    public void onHeaders(Metadata headers) {
        accepted = true;
        answered.countDown();
    }

    @Override
    public void onMessage(byte[] message) {
        signals.add(new Message(message));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (!accepted && !status.isOk()) {
            refusal = status;
        }
        signals.add(new Closed(status));
        answered.countDown();
    }

    @Override
    public boolean awaitRefusal(Duration patience) {
        try {
            boolean begun = answered.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            Status refused = refusal;
            if (refused != null && !endsQuietly(refused)) {
                finish();
                throw failure(refused);
            }
            return begun;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public Step<T> next(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (!closed && !over.get()) {
                Signal signal = signals.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (signal == null) {
                    return silent();
                }
                Optional<Step<T>> step = step(signal);
                if (step.isPresent()) {
                    return step.get();
                }
            }
            return new End<>();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            finish();
            throw ExchangeFailures.incomprehensible(e);
        }
    }

    /** A server that accepts a call says so at once; one that says nothing for a minute is none, or is gone. */
    private Step<T> silent() {
        if (!accepted && System.nanoTime() - begun > ArgoEventStream.LONGEST_SILENCE.toNanos()) {
            finish();
            throw new GatewayException(Problem.of(
                    ErrorReason.ARGO_UNAVAILABLE, "The gRPC stream of the Argo Server is silent for too long."));
        }
        return new Silence<>();
    }

    private Optional<Step<T>> step(Signal signal) throws IOException {
        return switch (signal) {
            case Message(byte[] bytes) -> {
                call.request(1);
                yield format.reader().read(bytes).map(Item::new);
            }
            case Closed(Status status) -> {
                finish();
                if (status.isOk() || closed || endsQuietly(status)) {
                    yield Optional.of(new End<>());
                }
                throw failure(status);
            }
        };
    }

    private boolean endsQuietly(Status status) {
        return format.resumable()
                && (answer(status).isEndOfWatch()
                        || accepted && status.getCode().value() == UNAVAILABLE);
    }

    private RuntimeException failure(Status status) {
        return accepted
                ? ArgoErrors.ofOpenStream(answer(status), request)
                : ArgoErrors.toException(answer(status), request);
    }

    private static ArgoAnswer answer(Status status) {
        String message = status.getDescription();
        return new ArgoAnswer(
                0, Optional.of(status.getCode().value()), message == null ? "" : message, Optional.empty());
    }

    private GatewayException interrupted(InterruptedException cause) {
        finish();
        Thread.currentThread().interrupt();
        return ExchangeFailures.cancelled(cause);
    }

    @Override
    public void close() {
        closed = true;
        finish();
    }

    private void finish() {
        if (over.compareAndSet(false, true)) {
            call.cancel("nobody reads any more", null);
            signals.add(new Closed(Status.OK));
            onOver.run();
        }
    }
}
