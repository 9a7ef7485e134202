package io.tiphys.gateway.grpc.stream;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.grpc.call.GrpcRequest;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a pulled stream to a caller that reads at its own speed. The pump pulls only when the transport accepts more (the
 * bridge buffers about 64 KiB for a slow reader). A slow reader thus blocks this one virtual thread and buffers one event in
 * memory. The stream is closed when the caller cancels, its deadline passes or the connection breaks.
 *
 * @param <E> the type of the pulled events
 * @param <R> the type of the sent messages
 */
public final class EventPump<E, R> implements Context.CancellationListener {
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("stream-end").start(task);

    private final ServerCallStreamObserver<R> observer;
    private final Function<E, R> message;
    private final R heartbeat;
    private final Semaphore wake = new Semaphore(0);
    private @Nullable Thread opening;
    private @Nullable EventStream<E> events;
    private volatile boolean cancelled;

    /**
     * An open stream.
     *
     * @param events the events
     * @param silence the time without an event after which a heartbeat is sent
     * @param <E> the type of the events
     */
    public record Opened<E>(EventStream<E> events, Duration silence) {}

    private EventPump(ServerCallStreamObserver<R> observer, Function<E, R> message, R heartbeat) {
        this.observer = observer;
        this.message = message;
        this.heartbeat = heartbeat;
    }

    /**
     * Starts a pump for the current call and returns at once; to be called in the service method, while the observer still
     * accepts handlers.
     *
     * @param opener opens the stream, on the pump's thread; the caller gets the exceptions that it throws
     */
    public static <E, R> void start(
            StreamObserver<R> observer, Function<E, R> message, R heartbeat, Supplier<Opened<E>> opener) {
        var pump = new EventPump<>((ServerCallStreamObserver<R>) observer, message, heartbeat);
        pump.observer.setOnReadyHandler(pump.wake::release);
        pump.observer.setOnCancelHandler(() -> {}); // without a handler a late message throws an exception
        GrpcRequest request = GrpcRequest.current();
        Context context = Context.current();
        Runnable work = context.wrap(() -> pump.run(opener));
        Thread.ofVirtual().name("stream-" + request.id()).start(() -> {
            context.addListener(pump, VIRTUAL);
            try {
                request.call().logged(work);
            } finally {
                context.removeListener(pump);
            }
        });
    }

    private void run(Supplier<Opened<E>> opener) {
        begin();
        try {
            Opened<E> opened = opener.get();
            try (EventStream<E> open = opened.events()) {
                opened(open);
                GrpcRequest.current().acknowledge().run();
                carry(open, opened.silence());
            }
            if (cancelled) {
                observer.onError(cancellation(null)); // for the record of the call; the caller is gone
            } else {
                observer.onCompleted();
            }
        } catch (InterruptedException e) {
            observer.onError(cancellation(e));
        } catch (RuntimeException | Error e) {
            observer.onError(e);
        }
    }

    private static GatewayException cancellation(@Nullable Throwable cause) {
        return new GatewayException(Problem.of(ErrorReason.CANCELLED, "The call was cancelled."), cause);
    }

    private void carry(EventStream<E> open, Duration silence) throws InterruptedException {
        while (awaitReady()) {
            switch (open.next(silence)) {
                case EventStream.Item<E>(E value) -> observer.onNext(message.apply(value));
                case EventStream.Silence<E> ignored -> observer.onNext(heartbeat);
                case EventStream.End<E> ignored -> {
                    return;
                }
            }
        }
    }

    /** Waits until the transport accepts a message; false when the caller is gone. */
    private boolean awaitReady() throws InterruptedException {
        while (!cancelled && !observer.isReady()) {
            wake.acquire();
            wake.drainPermits();
        }
        return !cancelled;
    }

    private synchronized void begin() {
        opening = Thread.currentThread();
        if (cancelled) {
            opening.interrupt();
        }
    }

    private synchronized void opened(EventStream<E> open) {
        opening = null;
        events = open;
        if (cancelled) {
            open.close();
        }
    }

    /** Ends the wait for the stream to open, or the stream. */
    @Override
    public void cancelled(Context context) {
        cancelled = true;
        EventStream<E> open = stop();
        if (open != null) {
            open.close();
        }
        wake.release();
    }

    private synchronized @Nullable EventStream<E> stop() {
        if (opening != null) {
            opening.interrupt();
        }
        return events;
    }
}
