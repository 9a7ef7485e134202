package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.observability.RequestIds;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the gateway answers itself: its own API over REST and gRPC, which asks for a token, and what it tells anybody, of which
 * a bounded number is under way at once. Thread-safe.
 */
final class OwnAnswers {
    private static final String API_OF_GRPC = "/tiphys.";
    private static final String ANONYMOUS_GRPC = "/grpc.";
    private static final String WATCH_OF_HEALTH = "/grpc.health.v1.Health/Watch";
    private static final List<String> PATHS = List.of("/v1", "/docs");

    private final MicronautService rest;
    private final Optional<GrpcHandler> grpc;
    private final GrpcRefusals refusals;
    private final AnonymousStreams anonymous;
    private final AnonymousStreams healthWatches;

    /**
     * The answers.
     *
     * @param grpc absent when the gRPC server is switched off
     * @param mostAnonymous how many requests without a token are under way at once; watches of health, which stay, are counted
     *     apart, so that they leave room for what probes ask
     */
    OwnAnswers(MicronautService rest, Optional<GrpcHandler> grpc, GrpcRefusals refusals, int mostAnonymous) {
        this.rest = rest;
        this.grpc = grpc;
        this.refusals = refusals;
        this.anonymous = new AnonymousStreams(mostAnonymous);
        this.healthWatches = new AnonymousStreams(mostAnonymous);
    }

    /** Serves a request; empty when it is not for the gateway itself. */
    Optional<HttpResponse> serve(ServiceRequestContext context, HttpRequest request, boolean isGrpc) {
        return isGrpc
                ? grpc.flatMap(handler -> overGrpc(handler, context, request))
                : Optional.of(context.path()).filter(OwnAnswers::isOwn).map(path -> overHttp(context, request));
    }

    private Optional<HttpResponse> overGrpc(GrpcHandler handler, ServiceRequestContext context, HttpRequest request) {
        String path = context.path();
        if (path.startsWith(API_OF_GRPC)) {
            return Optional.of(handler.serve(context, request));
        }
        if (!path.startsWith(ANONYMOUS_GRPC)) {
            return Optional.empty();
        }
        AnonymousStreams streams = path.equals(WATCH_OF_HEALTH) ? healthWatches : anonymous;
        return Optional.of(bounded(streams, context, request, true, () -> handler.serve(context, request)));
    }

    private HttpResponse overHttp(ServiceRequestContext context, HttpRequest request) {
        return context.path().startsWith("/v1")
                ? rest.serve(context, request)
                : bounded(anonymous, context, request, false, () -> rest.serve(context, request));
    }

    private HttpResponse bounded(
            AnonymousStreams streams,
            ServiceRequestContext context,
            HttpRequest request,
            boolean isGrpc,
            Supplier<HttpResponse> service) {
        try {
            return streams.serve(context, service);
        } catch (GatewayException refused) {
            request.abort();
            return isGrpc
                    ? refusals.answer(
                            refused.problem(),
                            RequestIds.accept(
                                    Optional.ofNullable(request.headers().get(RequestIds.HEADER))))
                    : TransportErrors.body(HttpStatus.TOO_MANY_REQUESTS)
                            .toHttpResponse()
                            .mapHeaders(headers -> headers.toBuilder()
                                    .add(HttpHeaderNames.RETRY_AFTER, "1")
                                    .build());
        }
    }

    private static boolean isOwn(String path) {
        return PATHS.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
    }
}
