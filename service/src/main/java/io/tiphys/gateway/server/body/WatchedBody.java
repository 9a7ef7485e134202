package io.tiphys.gateway.server.body;

import com.linecorp.armeria.common.FilteredHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.concurrent.Future;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.server.connection.BodyPace;
import io.tiphys.gateway.server.connection.TransportErrors;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A body that passes unchanged, and is aborted together with its response when it arrives too slowly. Used by one event
 * loop.
 */
final class WatchedBody extends FilteredHttpRequest {
    private final ServiceRequestContext context;
    private final HttpRequest request;
    private final long quarter;
    private final boolean conversation;
    private final BodyPace pace = new BodyPace();
    private volatile Future<?> alarm;

    /**
     * Wraps a body.
     *
     * @param conversation whether the body may be silent once its response has begun
     */
    WatchedBody(ServiceRequestContext context, HttpRequest request, Duration time, boolean conversation) {
        super(request, true);
        this.context = context;
        this.request = request;
        this.quarter = time.toNanos() / BodyPace.LOOKS;
        this.conversation = conversation;
        this.alarm = context.eventLoop().newSucceededFuture(null);
    }

    @Override
    protected HttpObject filter(HttpObject piece) {
        if (piece instanceof HttpData data) {
            pace.pass(data.length());
        }
        return piece;
    }

    /** Watches the body until it is complete, no longer needed, or too slow. */
    void watch(HttpResponse answer) {
        arm(answer);
        request.whenComplete().handle((done, failure) -> alarm.cancel(false));
    }

    private void arm(HttpResponse answer) {
        alarm = context.eventLoop().withoutContext().schedule(() -> look(answer), quarter, TimeUnit.NANOSECONDS);
    }

    private void look(HttpResponse answer) {
        if (request.whenComplete().isDone()) {
            return;
        }
        if (!pace.isTooSlow(request.demand() == 0)) {
            arm(answer);
        } else if (!conversation || !context.log().isAvailable(RequestLogProperty.RESPONSE_HEADERS)) {
            GatewayException stalled = new GatewayException(TransportErrors.STALLED);
            answer.abort(stalled);
            request.abort(stalled);
        }
    }
}
