package io.tiphys.gateway.argo.client;

import com.linecorp.armeria.common.FilteredHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponse;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The answer of a call whose head is there. It lasts as long as its body needs, if only it moves: {@link #LEAST} bytes have to
 * pass in each time, or its end. A reader who stops, and an Argo Server that does, is cut; nobody holds a place among the
 * calls under way by reading a byte now and then. Used by one event loop.
 */
public final class ResponseProgressTimeout extends FilteredHttpResponse {
    /** As much as one piece of a body has at most. */
    static final int LEAST = 64 * 1024;

    private final HttpResponse answer;
    private final EventExecutor executor;
    private final Duration time;
    private final long end;
    private volatile long passed;
    private long seen;
    private volatile Future<?> alarm;

    /**
     * Watches an answer from now on.
     *
     * @param time in which something has to pass
     * @param most how long it may last in all, looked at after each such time
     */
    ResponseProgressTimeout(HttpResponse answer, EventExecutor executor, Duration time, Duration most) {
        super(answer, true);
        this.answer = answer;
        this.executor = executor;
        this.time = time;
        this.end = System.nanoTime() + most.toNanos();
        this.alarm = executor.newSucceededFuture(null);
        executor.execute(this::arm);
        answer.whenComplete().handle((done, failure) -> alarm.cancel(false));
    }

    @Override
    protected HttpObject filter(HttpObject piece) {
        if (piece instanceof HttpData data) {
            passed = passed + data.length(); // one thread writes it
        }
        return piece;
    }

    private void arm() {
        if (!answer.whenComplete().isDone()) {
            alarm = executor.schedule(this::look, time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        if (passed - seen < LEAST || System.nanoTime() - end > 0) {
            answer.abort(new GatewayException(Problem.of(
                    ErrorReason.DEADLINE_EXCEEDED, "The response was not read, or did not continue, in time.")));
        } else {
            seen = passed;
            arm();
        }
    }
}
