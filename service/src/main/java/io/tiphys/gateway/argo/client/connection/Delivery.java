package io.tiphys.gateway.argo.client.connection;

import com.linecorp.armeria.client.SessionProtocolNegotiationException;
import com.linecorp.armeria.client.UnprocessedRequestException;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Whether a request without a response reached the Argo Server. */
public enum Delivery {
    /** No connection could be made, so nothing was sent. */
    NO_CONNECTION,
    /** The connection was closed before anything was sent, or the server states that it did not process the request. */
    NOT_SENT,
    /** A part was sent, but not the end, without which the server cannot parse the request. */
    NOT_WHOLE,
    /** The whole request may have arrived. */
    MAYBE_SENT;

    /**
     * Classifies a failure.
     *
     * @param failure the reason why there is no response
     * @param begun whether the operating system has accepted the head of the request
     * @param handedOver whether the connection has accepted the end of the request
     */
    static Delivery of(Throwable failure, boolean begun, boolean handedOver) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnprocessedRequestException unprocessed) {
                return isConnecting(unprocessed.getCause()) ? NO_CONNECTION : NOT_SENT;
            }
        }
        if (!begun) {
            return NOT_SENT;
        }
        return handedOver ? MAYBE_SENT : NOT_WHOLE;
    }

    private static boolean isConnecting(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException
                || cause instanceof SessionProtocolNegotiationException;
    }

    /** Whether the request was certainly not carried out. */
    public boolean isSurelyUndone() {
        return this != MAYBE_SENT;
    }

    /** The event that the failure means for the circuit breaker. */
    public Event event() {
        return isSurelyUndone() ? Event.NO_CONNECTION : Event.CONNECTION_BROKEN;
    }
}
