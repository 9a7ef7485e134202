package io.tiphys.gateway.fakes;

import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A stream that says what the test puts in, and counts how much of it was pulled.
 *
 * @param <T> what comes
 */
public final class ScriptedStream<T> implements EventStream<T> {
    /** Opens when the stream is closed. */
    public final CountDownLatch closed = new CountDownLatch(1);

    /** How many steps other than silence were pulled. */
    public final AtomicInteger pulled = new AtomicInteger();

    private final LinkedBlockingQueue<Supplier<Step<T>>> script = new LinkedBlockingQueue<>();

    /** Next comes this. */
    public ScriptedStream<T> item(T value) {
        script.add(() -> new Item<>(value));
        return this;
    }

    /** Next the stream ends. */
    public ScriptedStream<T> end() {
        script.add(End::new);
        return this;
    }

    /** Next the stream breaks. */
    public ScriptedStream<T> fail(GatewayException failure) {
        script.add(() -> {
            throw failure;
        });
        return this;
    }

    @Override
    public Step<T> next(Duration timeout) {
        try {
            Supplier<Step<T>> step = script.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (closed.getCount() == 0) {
                return new End<>();
            }
            if (step == null) {
                return new Silence<>();
            }
            pulled.incrementAndGet();
            return step.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new End<>();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        script.add(End::new);
    }
}
