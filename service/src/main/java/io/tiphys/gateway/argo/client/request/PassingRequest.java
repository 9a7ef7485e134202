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
 * A request whose answer passes as bytes. Its credential is not among its headers.
 *
 * @param headers made anew; the path stands below the Argo Server's base href, with the query
 * @param grpc whether it is a call over gRPC, whose path has no base href before it
 * @param body the body
 * @param effect what the Argo Server does with it
 * @param time how long the answer may take
 * @param callersTime whether the caller set that time, or a shorter one that goes along
 * @param until what that time is for
 * @param pace how long the body of an answer may take whose time is for its head
 * @param pool what it takes a permit of
 * @param requester on whose behalf
 * @param origin the call that it belongs to
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
     * @param repeatable whether that can be done twice, because the bytes are there
     */
    public record Body(Maker request, boolean repeatable) {}

    /** Makes a request with these headers. */
    @FunctionalInterface
    public interface Maker {
        HttpRequest with(RequestHeaders headers);
    }

    /** What a time is for. */
    public enum Until {
        /** The head of an answer, and then for each part of its body, as {@link ResponseProgressTimeout} says. */
        HEAD,
        /** The last byte: the caller wants no later one, or the answer is a stream without an end. */
        END
    }

    /**
     * How long the body of an answer may take.
     *
     * @param part in what time a part has to pass, or the end
     * @param whole how long it may last in all
     */
    public record Pace(Duration part, Duration whole) {}

    /**
     * The call that a request belongs to.
     *
     * @param context what is sent goes from its event loop
     * @param callersDoing whether the caller went away, or has not sent its request to the end: it may have brought the end
     *     about then
     */
    public record Origin(ServiceRequestContext context, BooleanSupplier callersDoing) {}
}
