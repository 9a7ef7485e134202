package io.tiphys.gateway.server.body;

import com.linecorp.armeria.common.FilteredHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A response that passes unchanged, and is aborted when its caller does not read it. In each period the caller must read
 * {@link #LEAST} bytes, or all that there is: a stream may be silent. Used by one event loop.
 */
final class WatchedResponse extends FilteredHttpResponse {
    /** The number of bytes to be read in each period, and the largest piece whose progress is seen. */
    static final int LEAST = 64 * 1024;

    private final ServiceRequestContext context;
    private final HttpResponse answer;
    private final long period;
    private long passed;
    private long seen;
    private Future<?> alarm;

    /** Watches a response from now on; called by the event loop of its caller's connection. */
    WatchedResponse(ServiceRequestContext context, HttpResponse answer, Duration period) {
        super(answer, true);
        this.context = context;
        this.answer = answer;
        this.period = period.toNanos();
        this.alarm = arm();
        context.log().whenAvailable(RequestLogProperty.RESPONSE_END_TIME).thenRun(() -> alarm.cancel(false));
    }

    @Override
    protected HttpObject filter(HttpObject piece) {
        if (piece instanceof HttpData data) {
            passed += data.length();
        }
        return piece;
    }

    private Future<?> arm() {
        return context.eventLoop().withoutContext().schedule(this::look, period, TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (context.log().isAvailable(RequestLogProperty.RESPONSE_END_TIME)) {
            return;
        }
        if (isUnread()) {
            end();
        }
        seen = passed;
        alarm = arm();
    }

    /** The server asks for a further piece once the last one has been sent. The end is written after the last piece. */
    private boolean isUnread() {
        return passed - seen < LEAST && (answer.whenComplete().isDone() || answer.demand() == 0);
    }

    /** The last piece of a response cannot be taken back, so its connection is closed. */
    private void end() {
        Channel connection =
                context.log().ensureAvailable(RequestLogProperty.SESSION).channel();
        if (!answer.whenComplete().isDone()) {
            answer.abort(new GatewayException(
                    Problem.of(ErrorReason.DEADLINE_EXCEEDED, "The response was not read in time.")));
        } else if (connection != null) {
            connection.close();
        }
    }
}
