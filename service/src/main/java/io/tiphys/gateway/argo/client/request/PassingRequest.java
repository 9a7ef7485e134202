package io.tiphys.gateway.argo.client.request;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.argo.client.ResponseProgressTimeout;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity.Pool;
import io.tiphys.gateway.environment.Requester;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A request whose response passes as bytes. The headers do not include the credential.
 *
 * @param headers the new headers; the path is relative to the Argo Server's base href and includes the query
 * @param grpc whether the call is gRPC, whose path has no base href
 * @param body the body
 * @param effect the effect of the request
 * @param time the timeout of the response
 * @param callersTime whether the caller set that timeout, or a shorter one that is forwarded
 * @param until the end of that timeout
 * @param pace the required progress of a response body when the timeout applies to the headers
 * @param pool the pool of the permit
 * @param requester the requester
 * @param origin the call of the request
 */
public record PassingRequest(
        RequestHeaders headers,
        boolean grpc,
        Body body,
        Effect effect,
        Duration time,
        boolean callersTime,
        Until until,
        Pace pace,
        Pool pool,
        Requester requester,
        Origin origin) {

    /**
     * The body of a request.
     *
     * @param request makes the request with these headers
     * @param repeatable whether the request can be made twice, because the bytes are available
     */
    public record Body(Maker request, boolean repeatable) {}

    /** Makes a request with these headers. */
    @FunctionalInterface
    public interface Maker {
        HttpRequest with(RequestHeaders headers);
    }

    /** The end of a timeout. */
    public enum Until {
        /** The response headers; afterwards {@link ResponseProgressTimeout} applies to the body. */
        HEAD,
        /** The last byte: the caller wants no later one, or the response is an endless stream. */
        END
    }

    /**
     * The time limits of a response body.
     *
     * @param part the period in which a part or the end must pass
     * @param whole the maximum duration in all
     */
    public record Pace(Duration part, Duration whole) {}

    /**
     * The call of a request.
     *
     * @param context the context whose event loop sends the request
     * @param callersDoing whether the caller disconnected or has not sent its request to the end: then the caller may have
     *     caused the failure
     */
    public record Origin(ServiceRequestContext context, BooleanSupplier callersDoing) {}
}
