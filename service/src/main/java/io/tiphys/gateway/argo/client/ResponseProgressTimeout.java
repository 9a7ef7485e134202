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
 * Requires progress of a response after its headers. A response may last as long as its body needs, but in each period at
 * least {@link #LEAST} bytes or the end must pass. Otherwise the response is aborted, whether the reader or the Argo Server
 * stopped. So no reader occupies a permit by reading a byte now and then. Used by one event loop.
 */
public final class ResponseProgressTimeout extends FilteredHttpResponse {
    /** The maximum size of one piece of a body. */
    static final int LEAST = 64 * 1024;

    private final HttpResponse answer;
    private final EventExecutor executor;
    private final Duration time;
    private final long end;
    private volatile long passed;
    private long seen;
    private volatile Future<?> alarm;

    /**
     * Watches a response from now on.
     *
     * @param time the period of required progress
     * @param most the maximum duration in all, checked after each period
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
