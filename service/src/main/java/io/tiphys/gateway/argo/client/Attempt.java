package io.tiphys.gateway.argo.client;

import com.linecorp.armeria.common.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request that has been given to a connection, once.
 *
 * @param response the answer; aborting it resets the stream, or closes the connection of HTTP/1.1
 * @param handedOver whether the connection has taken the end of the request
 */
record Attempt(HttpResponse response, AtomicBoolean handedOver) {
    /** Whether the request reached the server, now that there is no answer for this reason. */
    Delivery delivery(Throwable failure) {
        return Delivery.of(failure, handedOver.get());
    }
}
