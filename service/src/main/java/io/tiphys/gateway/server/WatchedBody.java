package io.tiphys.gateway.server;

import com.linecorp.armeria.common.FilteredHttpRequest;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.concurrent.Future;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A body that passes as it is, and is broken off with its answer when it stands still. Used by one event loop. */
final class WatchedBody extends FilteredHttpRequest {
    private final ServiceRequestContext context;
    private final HttpRequest request;
    private final long time;
    private final boolean conversation;
    private volatile long moved = System.nanoTime();
    private volatile Future<?> alarm;

    /**
     * Watches a body.
     *
     * @param conversation whether it may stand still once its answer has begun
     */
    WatchedBody(ServiceRequestContext context, HttpRequest request, Duration time, boolean conversation) {
        super(request, true);
        this.context = context;
        this.request = request;
        this.time = time.toNanos();
        this.conversation = conversation;
        this.alarm = context.eventLoop().newSucceededFuture(null);
    }

    @Override
    protected HttpObject filter(HttpObject piece) {
        moved = System.nanoTime();
        return piece;
    }

    /** Begins to watch, until the body is complete, nobody wants more of it, or it stands still. */
    void watch(HttpResponse answer) {
        arm(answer, time);
        request.whenComplete().handle((done, failure) -> alarm.cancel(false));
    }

    private void arm(HttpResponse answer, long wait) {
        alarm = context.eventLoop().withoutContext().schedule(() -> look(answer), wait, TimeUnit.NANOSECONDS);
    }

    private void look(HttpResponse answer) {
        long now = System.nanoTime();
        if (request.demand() == 0) { // it is the gateway that lets the sender wait
            moved = now;
        }
        long left = moved + time - now;
        if (request.whenComplete().isDone()) {
            return;
        }
        if (left > 0) {
            arm(answer, left);
        } else if (!conversation || !context.log().isAvailable(RequestLogProperty.RESPONSE_HEADERS)) {
            GatewayException stalled =
                    new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, TransportErrors.STOOD_STILL));
            answer.abort(stalled);
            request.abort(stalled);
        }
    }
}
