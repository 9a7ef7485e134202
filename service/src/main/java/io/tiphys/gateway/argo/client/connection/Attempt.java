package io.tiphys.gateway.argo.client.connection;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import io.tiphys.gateway.argo.client.request.Effect;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * One attempt to send a request over a connection.
 *
 * @param response the response; aborting it resets the stream, or closes the connection of HTTP/1.1
 * @param handedOver whether the connection has accepted the end of the request
 * @param begun whether the operating system has accepted the head of the request
 * @param kept whether the connection came from the pool
 */
public record Attempt(HttpResponse response, AtomicBoolean handedOver, BooleanSupplier begun, BooleanSupplier kept) {
    /** An attempt with the connection of this context. */
    public static Attempt of(HttpResponse response, AtomicBoolean handedOver, ClientRequestContext context) {
        return new Attempt(response, handedOver, () -> hasBegun(context), () -> isKept(context));
    }

    /** The library notes the time once the head has left; a head that could not be written has none. */
    private static boolean hasBegun(ClientRequestContext context) {
        RequestLog log = context.log().getIfAvailable(RequestLogProperty.REQUEST_FIRST_BYTES_TRANSFERRED_TIME);
        return log != null && log.requestFirstBytesTransferredTimeNanos() != null;
    }

    /** A new connection has timings; a pooled one has none. */
    private static boolean isKept(ClientRequestContext context) {
        RequestLog log = context.log().getIfAvailable(RequestLogProperty.SESSION);
        return log != null && log.connectionTimings() == null;
    }

    /** Whether the request reached the server, given the failure. */
    public Delivery delivery(Throwable failure) {
        return Delivery.of(failure, begun.getAsBoolean(), handedOver.get());
    }

    /**
     * Whether the request may be sent once more, provided that no part of a response arrived. An unsent request may be
     * repeated, regardless of its effect. A request without an effect may be repeated after a pooled connection broke: the
     * server may have closed the connection before.
     */
    public boolean isRepeatable(Effect effect, Delivery delivery) {
        return delivery == Delivery.NOT_SENT
                || delivery == Delivery.MAYBE_SENT && effect != Effect.CHANGE && kept.getAsBoolean();
    }
}
