package io.tiphys.gateway.argo.client.connection;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import io.tiphys.gateway.argo.client.request.Effect;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A request that has been given to a connection, once.
 *
 * @param response the answer; aborting it resets the stream, or closes the connection of HTTP/1.1
 * @param handedOver whether the connection has taken the end of the request
 * @param kept whether the connection was there before
 */
public record Attempt(HttpResponse response, AtomicBoolean handedOver, BooleanSupplier kept) {
    /** An attempt whose connection is known to this context. */
    public static Attempt of(HttpResponse response, AtomicBoolean handedOver, ClientRequestContext context) {
        return new Attempt(response, handedOver, () -> isKept(context));
    }

    /** A connection that was made for a request has times; one from the pool has none. */
    private static boolean isKept(ClientRequestContext context) {
        RequestLog log = context.log().getIfAvailable(RequestLogProperty.SESSION);
        return log != null && log.connectionTimings() == null;
    }

    /** Whether the request reached the server, now that there is no answer for this reason. */
    public Delivery delivery(Throwable failure) {
        return Delivery.of(failure, handedOver.get());
    }

    /**
     * Whether the request may be sent once more, now that nothing of an answer came. What was not sent may be, whatever it does.
     * What changes nothing may be, if a connection broke that had been kept: the server may have closed it before.
     */
    public boolean isRepeatable(Effect effect, Delivery delivery) {
        return delivery == Delivery.NOT_SENT
                || delivery == Delivery.MAYBE_SENT && effect != Effect.CHANGE && kept.getAsBoolean();
    }
}
