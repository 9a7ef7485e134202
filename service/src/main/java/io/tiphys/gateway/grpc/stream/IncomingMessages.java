package io.tiphys.gateway.grpc.stream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The messages of a caller's stream, pulled one by one. The next message is requested when this one is taken, so at most one
 * message waits. One thread pulls.
 *
 * @param <Q> the message
 */
public final class IncomingMessages<Q> implements StreamObserver<Q> {
    private final ServerCallStreamObserver<?> call;
    private final BlockingQueue<Optional<Q>> arrived = new LinkedBlockingQueue<>();

    private IncomingMessages(ServerCallStreamObserver<?> call) {
        this.call = call;
    }

    /** The messages of the current call; to be created in the service method. */
    public static <Q> IncomingMessages<Q> of(StreamObserver<?> observer) {
        var call = (ServerCallStreamObserver<?>) observer;
        call.disableAutoRequest();
        return new IncomingMessages<>(call);
    }

    /**
     * The next message; empty after the caller's last one.
     *
     * @throws GatewayException with DEADLINE_EXCEEDED when no message arrives in time, CANCELLED
     */
    public Optional<Q> next(Deadline deadline) {
        call.request(1);
        try {
            Optional<Q> next = arrived.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new GatewayException(Problem.of(
                        ErrorReason.DEADLINE_EXCEEDED,
                        "The next message of the caller, or the end, did not arrive in time."));
            }
            return next;
        } catch (InterruptedException e) {
            throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "The call was cancelled."), e);
        }
    }

    @Override
    public void onNext(Q message) {
        arrived.add(Optional.of(message));
    }

    /** Ignored: the cancellation of the call ends the wait. */
    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {
        arrived.add(Optional.empty());
    }
}
