package io.tiphys.gateway.server.body;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.CallEntry;
import io.tiphys.gateway.server.call.ProblemAnswers;
import io.tiphys.gateway.server.connection.BodyPace;
import java.time.Duration;

/**
 * Ends requests whose body stalls or trickles: see {@link BodyPace}. A request without a response yet gets REQUEST_STALLED
 * in the error format of its API. An HTTP stream whose response has begun is reset. A gRPC call or an upload whose response has
 * begun may be silent: its own deadline and the limits of streams end it. The reader of the body gets a {@link GatewayException} with
 * REQUEST_STALLED. Thread-safe.
 */
public final class RequestBodyTimeout extends SimpleDecoratingHttpService {
    private final Duration time;
    private final ProblemAnswers answers;

    /**
     * Creates the decorator.
     *
     * @param time the time within which {@link BodyPace#LEAST} bytes must arrive
     */
    public RequestBodyTimeout(HttpService next, Duration time, ProblemAnswers answers) {
        super(next);
        this.time = time;
        this.answers = answers;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        if (request.isEmpty()) {
            return unwrap().serve(context, request);
        }
        ApiCall call = CallEntry.call(context);
        WatchedBody body =
                new WatchedBody(context, request, time, call.protocol().grpc() || isUpload(request));
        HttpResponse answer = unwrap().serve(context, body);
        body.watch(answer);
        return answer.recover(failure -> answer(failure, context, call));
    }

    /** The reader of an upload has a time limit for each item. */
    private static boolean isUpload(HttpRequest request) {
        MediaType type = request.contentType();
        return type != null && type.is(UploadedBody.MEDIA_TYPE);
    }

    private HttpResponse answer(Throwable failure, ServiceRequestContext context, ApiCall call) {
        if (!(failure instanceof GatewayException stalled)
                || stalled.problem().reason() != ErrorReason.REQUEST_STALLED) {
            return HttpResponse.ofFailure(failure);
        }
        if (!context.sessionProtocol().isMultiplex()) {
            context.initiateConnectionShutdown(); // the beginning of the next request is unknown
        }
        return answers.answer(call, stalled.problem()).toHttpResponse();
    }
}
