package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.ApiKind;
import io.tiphys.gateway.server.call.CallEntry;
import io.tiphys.gateway.server.call.ProblemAnswers;
import io.tiphys.gateway.server.micronaut.MicronautService;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Routes each request to its API. Public responses, pages, health and reflection need no token; the number of such
 * concurrent requests is limited. Thread-safe.
 */
final class ProtocolRouter implements HttpService {
    private static final String WITH_TOKEN_HTTP = "/v1";
    private static final String WITH_TOKEN_GRPC = "/tiphys.";
    private static final String WATCH_OF_HEALTH = "/grpc.health.v1.Health/Watch";

    private final MicronautService rest;
    private final Optional<GrpcHandler> grpc;
    private final ArgoApiHandler argoApi;
    private final ProblemAnswers answers;
    private final AnonymousStreams anonymous;
    private final AnonymousStreams healthWatches;

    /**
     * Creates the router.
     *
     * @param grpc absent when the gRPC server is switched off; the Argo API then answers its calls
     * @param mostAnonymous the largest number of concurrent requests without a token. Watches of health are long-lived and
     *     are counted apart, so that they leave room for probes
     */
    ProtocolRouter(
            MicronautService rest,
            Optional<GrpcHandler> grpc,
            ArgoApiHandler argoApi,
            ProblemAnswers answers,
            int mostAnonymous) {
        this.rest = rest;
        this.grpc = grpc;
        this.argoApi = argoApi;
        this.answers = answers;
        this.anonymous = new AnonymousStreams(mostAnonymous);
        this.healthWatches = new AnonymousStreams(mostAnonymous);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        context.clearRequestTimeout();
        ApiCall call = CallEntry.call(context);
        boolean overGrpc = call.protocol().grpc();
        if (call.protocol().api() == ApiKind.REST) {
            return context.path().startsWith(WITH_TOKEN_HTTP)
                    ? rest.serve(context, request)
                    : bounded(anonymous, context, call, () -> rest.serve(context, request));
        }
        if (call.protocol().api() == ApiKind.ARGO || grpc.isEmpty()) {
            return argoApi.serve(context, request, overGrpc);
        }
        GrpcHandler handler = grpc.get();
        if (context.path().startsWith(WITH_TOKEN_GRPC)) {
            return handler.serve(context, request);
        }
        AnonymousStreams streams = context.path().equals(WATCH_OF_HEALTH) ? healthWatches : anonymous;
        return bounded(streams, context, call, () -> handler.serve(context, request));
    }

    private HttpResponse bounded(
            AnonymousStreams streams, ServiceRequestContext context, ApiCall call, Supplier<HttpResponse> service) {
        try {
            return streams.serve(context, service);
        } catch (GatewayException refused) {
            return answers.answer(call, refused.problem()).toHttpResponse();
        }
    }
}
