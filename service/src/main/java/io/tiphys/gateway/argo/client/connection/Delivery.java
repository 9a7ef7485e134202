package io.tiphys.gateway.argo.client.connection;

import com.linecorp.armeria.client.SessionProtocolNegotiationException;
import com.linecorp.armeria.client.UnprocessedRequestException;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Whether a request that got no answer reached the Argo Server. */
public enum Delivery {
    /** No connection could be made, so nothing was sent. */
    NO_CONNECTION,
    /** The connection was closed before anything was sent over it, or the server says that it left the request alone. */
    NOT_SENT,
    /** A part was sent, but not the end, without which the request cannot be understood. */
    NOT_WHOLE,
    /** The whole request may have arrived. */
    MAYBE_SENT;

    /**
     * What a failure says.
     *
     * @param failure why there is no answer
     * @param handedOver whether the connection has taken the end of the request
     */
    static Delivery of(Throwable failure, boolean handedOver) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnprocessedRequestException unprocessed) {
                return isConnecting(unprocessed.getCause()) ? NO_CONNECTION : NOT_SENT;
            }
        }
        return handedOver ? MAYBE_SENT : NOT_WHOLE;
    }

    private static boolean isConnecting(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException
                || cause instanceof SessionProtocolNegotiationException;
    }

    /** Whether the request was surely not carried out. */
    public boolean isSurelyUndone() {
        return this != MAYBE_SENT;
    }

    /** What the failure says of the server. */
    public Event event() {
        return isSurelyUndone() ? Event.NO_CONNECTION : Event.CONNECTION_BROKEN;
    }
}
