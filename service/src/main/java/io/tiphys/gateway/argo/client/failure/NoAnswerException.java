package io.tiphys.gateway.argo.client.failure;

import com.linecorp.armeria.client.ResponseTimeoutException;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import io.tiphys.gateway.argo.client.connection.Attempt;
import io.tiphys.gateway.argo.client.connection.Delivery;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.error.GatewayException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attempt to send a request without a response. */
public final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    private final Delivery delivery;
    private final Throwable failure;
    private final boolean repeatable;

    /** @param begun whether a part of a response had arrived */
    public NoAnswerException(Attempt attempt, Effect effect, boolean begun, Throwable failure) {
        super(failure);
        this.failure = failure;
        this.delivery = begun ? Delivery.MAYBE_SENT : attempt.delivery(failure);
        this.repeatable = !begun && known() == null && !isLate() && attempt.isRepeatable(effect, delivery);
    }

    /** Whether the request may be sent once more. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** Whether the request was sent. */
    public Delivery delivery() {
        return delivery;
    }

    /** Why there is no response. */
    public Throwable failure() {
        return failure;
    }

    /** The event for the circuit breaker. */
    public Event event() {
        if (known() != null) {
            return Event.NOT_ASKED; // the request itself was aborted
        }
        return isLate() ? Event.TIME_UP : delivery.event();
    }

    /** The problem of a forwarded request; the caller of this method reports the end to the permit. */
    public GatewayException problem(Effect effect) {
        GatewayException known = known();
        if (known != null) {
            return known;
        }
        return new GatewayException(
                isLate() && !delivery.isSurelyUndone()
                        ? ExchangeFailures.late(effect, Map.of())
                        : ExchangeFailures.unanswered(effect, Map.of(), delivery),
                failure);
    }

    private boolean isLate() {
        return causes(ResponseTimeoutException.class) != null;
    }

    private @Nullable GatewayException known() {
        return causes(GatewayException.class);
    }

    private <T extends Throwable> @Nullable T causes(Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
