package io.tiphys.gateway.batch.run;

import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import io.tiphys.gateway.lifecycle.stream.EventStream.Step;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The results of a run that wait for their reader, without a bound. One thread takes; any thread adds. */
public final class Results<T> {
    private final BlockingQueue<Step<T>> waiting = new LinkedBlockingQueue<>();
    private boolean ended;

    /** Adds a result. */
    public void add(T result) {
        waiting.add(new Item<>(result));
    }

    /** Marks the end; results that are added later are not taken. */
    public void end() {
        waiting.add(new End<>());
    }

    /** The number of results that wait. */
    int size() {
        return waiting.size();
    }

    /**
     * The next step, as of {@link io.tiphys.gateway.lifecycle.stream.EventStream#next}.
     *
     * @param interrupted is called when the reading thread is interrupted; the stream has ended then
     */
    public Step<T> next(Duration timeout, Runnable interrupted) {
        if (ended) {
            return new End<>();
        }
        try {
            Step<T> step = waiting.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            ended = step instanceof End;
            return step == null ? new Silence<>() : step;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupted.run();
            return new End<>();
        }
    }
}
