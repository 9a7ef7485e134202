package io.tiphys.gateway.grpc.health;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The status of a service: first the current one, then each change. The health protocol has no heartbeat, so this stream is
 * never {@link EventStream.Silence silent}: it checks the status again instead.
 */
final class StatusChanges implements EventStream<ServingStatus> {
    private final Supplier<ServingStatus> status;
    private final CountDownLatch closed = new CountDownLatch(1);
    private ServingStatus reported = ServingStatus.UNRECOGNIZED;

    StatusChanges(Supplier<ServingStatus> status) {
        this.status = status;
    }

    @Override
    public Step<ServingStatus> next(Duration timeout) {
        do {
            ServingStatus now = status.get();
            if (now != reported) {
                reported = now;
                return new Item<>(now);
            }
        } while (!closedWithin(timeout));
        return new End<>();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private boolean closedWithin(Duration timeout) {
        try {
            return closed.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
