package io.tiphys.gateway.argo.client.capacity;

import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import org.jspecify.annotations.Nullable;

/** The cause of a failed call to an Argo Server, with the end of the request. Never shown to callers. */
public final class EndedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient UpstreamEnd end;

    private EndedException(UpstreamEnd end, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.end = end;
    }

    /** The failure of a request that ended with {@code end}. */
    public static GatewayException of(UpstreamEnd end, Problem problem, @Nullable Throwable cause) {
        return new GatewayException(problem, new EndedException(end, end.event().name(), cause));
    }

    /** The failure that a response reports; the text is for the log. */
    public static GatewayException of(Event event, Problem problem, String answer) {
        return new GatewayException(problem, new EndedException(UpstreamEnd.of(event), answer, null));
    }

    /**
     * The end of the request whose call threw this failure.
     *
     * @param callersTime whether the caller set the deadline
     */
    public static UpstreamEnd endOf(Throwable failure, boolean callersTime) {
        if (failure instanceof CredentialRefusedException) {
            return UpstreamEnd.of(Event.ANSWERED);
        }
        if (failure.getCause() instanceof EndedException ended) {
            return new UpstreamEnd(ended.end.event(), callersTime || ended.end.callersTime(), ended.end.callersDoing());
        }
        return UpstreamEnd.of(Event.NOT_ASKED);
    }
}
