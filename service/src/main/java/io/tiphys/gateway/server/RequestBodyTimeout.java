package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.observability.RequestIds;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends requests over HTTP/2 whose body stands still or trickles, as {@link RequestHeadTimeout} does over HTTP/1: see {@link
 * BodyPace}. The answer is a 408, over gRPC a status, where none was begun; a stream over HTTP whose
 * answer has begun is reset. A gRPC call whose answer has begun is a conversation, in which a client may well be silent: it
 * ends by its own deadline and the limits of streams. Thread-safe.
 */
final class RequestBodyTimeout {
    private final Duration time;
    private final GrpcRefusals refusals;

    /**
     * Watches bodies.
     *
     * @param time in what time {@link BodyPace#LEAST} bytes have to come
     * @param refusals writes what a gRPC call is told
     */
    RequestBodyTimeout(Duration time, GrpcRefusals refusals) {
        this.time = time;
        this.refusals = refusals;
    }

    /**
     * Has a request served, and ended when its body comes too slowly: whoever reads the body then meets a {@link
     * GatewayException} with REQUEST_INVALID.
     *
     * @param door serves the request that it is given
     */
    HttpResponse serve(
            ServiceRequestContext context,
            HttpRequest request,
            boolean grpc,
            Function<HttpRequest, HttpResponse> door) {
        if (!context.sessionProtocol().isMultiplex() || request.isEmpty()) {
            return door.apply(request);
        }
        WatchedBody body = new WatchedBody(context, request, time, grpc);
        HttpResponse answer = door.apply(body);
        body.watch(answer);
        return answer.recover(failure -> answer(failure, request, grpc));
    }

    private HttpResponse answer(Throwable failure, HttpRequest request, boolean grpc) {
        if (failure instanceof GatewayException stalled && isStalled(stalled)) {
            return grpc ? overGrpc(stalled, request) : overHttp();
        }
        return HttpResponse.ofFailure(failure);
    }

    /** Whether a body broke off because it came too slowly; else whoever read it answers. */
    static boolean isStalled(Throwable failure) {
        return failure instanceof GatewayException known && known.problem().reason() == ErrorReason.REQUEST_INVALID;
    }

    private HttpResponse overGrpc(GatewayException stalled, HttpRequest request) {
        String requestId =
                RequestIds.accept(Optional.ofNullable(request.headers().get(RequestIds.HEADER)));
        return refusals.answer(stalled.problem(), requestId);
    }

    private static HttpResponse overHttp() {
        return TransportErrors.body(HttpStatus.REQUEST_TIMEOUT).toHttpResponse();
    }
}
