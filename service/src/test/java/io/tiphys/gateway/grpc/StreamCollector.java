package io.tiphys.gateway.grpc;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream for a test, at the speed that the test asks for.
 *
 * @param <Q> the request
 * @param <R> the response
 */
final class StreamCollector<Q, R> implements ClientResponseObserver<Q, R> {
    private static final long PATIENCE_SECONDS = 10;

    private final LinkedBlockingQueue<R> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    private final boolean onDemand;
    private @Nullable ClientCallStreamObserver<Q> call;

    private StreamCollector(boolean onDemand) {
        this.onDemand = onDemand;
    }

    static <Q, R> StreamCollector<Q, R> eager() {
        return new StreamCollector<>(false);
    }

    /** Reads a message only when it is asked for. */
    static <Q, R> StreamCollector<Q, R> onDemand() {
        return new StreamCollector<>(true);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
        call = stream;
        if (onDemand) {
            stream.disableAutoRequestWithInitial(0);
        }
    }

    ClientCallStreamObserver<Q> call() {
        return Objects.requireNonNull(call);
    }

    R next() throws InterruptedException {
        if (onDemand) {
            call().request(1);
        }
        R message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came within " + PATIENCE_SECONDS + " s");
        }
        return message;
    }

    /** The failure that the stream ended with; empty when it ended well. */
    Optional<Throwable> end() {
        return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void onNext(R message) {
        messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(Optional.of(failure));
    }

    @Override
    public void onCompleted() {
        end.complete(Optional.empty());
    }
}
