package io.tiphys.gateway.argoapi.forward;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity.Pool;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argo.client.request.PassingRequest;
import io.tiphys.gateway.argo.client.request.PassingRequest.Body;
import io.tiphys.gateway.argo.client.request.PassingRequest.Origin;
import io.tiphys.gateway.argo.client.request.PassingRequest.Pace;
import io.tiphys.gateway.argo.client.request.PassingRequest.Until;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.call.ArgoApiConfiguration;
import io.tiphys.gateway.argoapi.request.ArgoApiRequest;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Forwards checked calls to the Argo Server and passes the responses on. Thread-safe. */
@Singleton
public final class PassingCalls {
    private final ArgoApiConfiguration configuration;
    private final Duration answerTimeout;
    private final HeaderRules headers;
    private final CredentialedCalls credentials;
    private final ArgoClients clients;

    PassingCalls(
            ArgoApiConfiguration configuration,
            ServerConfiguration server,
            HeaderRules headers,
            CredentialedCalls credentials,
            ArgoClients clients) {
        this.configuration = configuration;
        this.answerTimeout = server.answerTimeout();
        this.headers = headers;
        this.credentials = credentials;
        this.clients = clients;
    }

    /**
     * Forwards a call with the environment's credential.
     *
     * @param home the namespace of the service account that makes the call
     * @param streams whether the response is a stream
     * @throws GatewayException when no response arrives, or with a reason of the credential
     */
    public HttpResponse forward(
            ArgoApiCall call,
            CallContext callContext,
            Namespace home,
            ArgoApiRequest request,
            Effect effect,
            boolean streams) {
        return forward(call, callContext, home, request, request.forwarded(call.request()), effect, streams);
    }

    /** The same with another body. */
    public HttpResponse forward(
            ArgoApiCall call,
            CallContext callContext,
            Namespace home,
            ArgoApiRequest request,
            Body body,
            Effect effect,
            boolean streams) {
        callContext.deadline().check();
        boolean paced = call.target() instanceof Target.Artifact
                || !streams && !callContext.deadline().shortened();
        PassingRequest passing = new PassingRequest(
                headers.upstream(call, request.target()),
                call.grpc(),
                body,
                effect,
                streams ? configuration.maxStreamTime() : callContext.deadline().remaining(),
                callContext.deadline().shortened(),
                paced ? Until.HEAD : Until.END,
                new Pace(answerTimeout, configuration.maxStreamTime()),
                pool(call, request, streams),
                callContext.requester(),
                origin(call));
        return send(call, callContext, home, passing);
    }

    /**
     * Makes an additional read, in the call's protocol and with the environment's credential.
     *
     * @param target the headers of the request, built by the gateway
     * @throws GatewayException when no response arrives, or with a reason of the credential
     */
    HttpResponse read(ArgoApiCall call, CallContext context, Namespace home, RequestHeaders target, Body body) {
        context.deadline().check();
        PassingRequest passing = new PassingRequest(
                target,
                call.grpc(),
                body,
                Effect.READ,
                context.deadline().remaining(),
                context.deadline().shortened(),
                Until.END,
                new Pace(answerTimeout, configuration.maxStreamTime()),
                Pool.CALLS,
                context.requester(),
                origin(call));
        return send(call, context, home, passing);
    }

    private HttpResponse send(ArgoApiCall call, CallContext context, Namespace home, PassingRequest passing) {
        return credentials
                .call(
                        context.credentialIn(home),
                        token -> clients.of(context.environment()).forward(passing, Optional.of(token)))
                .mapHeaders(all -> HeaderRules.downstream(all, call.requestId()));
    }

    /** Calls whose duration depends on the caller use no permit that a fully read call needs. */
    private static Pool pool(ArgoApiCall call, ArgoApiRequest request, boolean streams) {
        boolean unread = request.body().isEmpty() && !call.request().isEmpty();
        boolean known = call.target() instanceof Target.Procedure;
        if (unread || !known) {
            return Pool.TRANSFERS;
        }
        return streams ? Pool.STREAMS : Pool.CALLS;
    }

    /**
     * Forwards a call that shows no credential.
     *
     * @throws GatewayException when no response arrives; the problem names no environment
     */
    public HttpResponse anonymously(
            ArgoApiCall call, SubmissionEnvironment environment, ArgoApiRequest request, Effect effect) {
        return anonymously(call, environment, request.target(), request.forwarded(call.request()), effect);
    }

    /** The same with a path and a body. */
    public HttpResponse anonymously(
            ArgoApiCall call, SubmissionEnvironment environment, String path, Body body, Effect effect) {
        Duration time = environment.limits().callTimeout();
        PassingRequest passing = new PassingRequest(
                headers.upstream(call, path),
                call.grpc(),
                body,
                effect,
                time,
                false,
                Until.HEAD,
                new Pace(shorter(time, answerTimeout), configuration.maxStreamTime()),
                Pool.ANONYMOUS,
                Requester.anonymous(call.recorded().network()),
                origin(call));
        try {
            return clients.of(environment)
                    .forward(passing, Optional.empty())
                    .mapHeaders(all -> HeaderRules.downstream(all, call.requestId()));
        } catch (GatewayException e) {
            throw withoutNames(e);
        }
    }

    /** Limits the progress timeout of an anonymous caller to the call timeout. */
    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A caller that disconnected, or whose request is incomplete, may have caused the failure. */
    private static Origin origin(ArgoApiCall call) {
        return new Origin(
                call.context(),
                () -> call.context().isCancelled()
                        || call.request().whenComplete().isCompletedExceptionally()
                        || call.request().isOpen());
    }

    /** Removes the environment's name, which a caller without a token must not learn. */
    private static GatewayException withoutNames(GatewayException failure) {
        Problem problem = failure.problem();
        if (!problem.metadata().containsKey("environment")) {
            return failure;
        }
        Problem nameless = Problem.of(problem.reason(), problem.reason().meaning());
        return new GatewayException(
                problem.retryAfter().map(nameless::withRetryAfter).orElse(nameless), failure);
    }

    /** A body whose request has changed headers. */
    public static Body with(UnaryOperator<RequestHeaders> change, Body body) {
        return new Body(all -> body.request().with(change.apply(all)), body.repeatable());
    }
}
