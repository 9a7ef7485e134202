package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.argoapi.ArgoForwarder.Body;
import io.tiphys.gateway.argoapi.ArgoForwarder.Forwarding;
import io.tiphys.gateway.argoapi.ArgoForwarder.Until;
import io.tiphys.gateway.argoapi.ArgoRpc.Kind;
import io.tiphys.gateway.argoapi.EnvironmentChoice.Chosen;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environment.UpstreamCapacity.Pool;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes a call through the steps in front of the Argo Server, and sends it there. Thread-safe. */
@Singleton
final class ArgoApiCalls {
    private final ArgoApiConfiguration configuration;
    private final ArgoApiCallers callers;
    private final PageEnvironment pages;
    private final RequestReader reader;
    private final ProcedureGuard procedures;
    private final ArtifactGuard artifacts;
    private final LatestWorkflow latest;
    private final LintedAnswers linted;
    private final SharedStreams streams;
    private final ArgoBugWorkarounds amendments;
    private final CredentialedCalls credentials;
    private final ArgoForwarder forwarder;

    ArgoApiCalls(
            ArgoApiConfiguration configuration,
            ArgoApiCallers callers,
            PageEnvironment pages,
            RequestReader reader,
            ProcedureGuard procedures,
            ArtifactGuard artifacts,
            LatestWorkflow latest,
            LintedAnswers linted,
            SharedStreams streams,
            ArgoBugWorkarounds amendments,
            CredentialedCalls credentials,
            ArgoForwarder forwarder) {
        this.configuration = configuration;
        this.callers = callers;
        this.pages = pages;
        this.reader = reader;
        this.procedures = procedures;
        this.artifacts = artifacts;
        this.latest = latest;
        this.linted = linted;
        this.streams = streams;
        this.amendments = amendments;
        this.credentials = credentials;
        this.forwarder = forwarder;
    }

    /**
     * Serves a call.
     *
     * @param path where to, with the query, below the Argo Server's base href
     * @throws GatewayException when the call is not sent on, or no answer came
     */
    HttpResponse serve(ArgoApiCall call, Chosen chosen, String path) {
        RefusedHeaders.require(call.headers());
        List<String> tokens = CallerTokens.of(call.headers());
        Target target = call.grpc()
                ? Targets.ofGrpc(path)
                : Targets.ofHttp(call.headers().method().name(), path, !tokens.isEmpty());
        call.target(target);
        RefusedHeaders.requireNoForm(call.headers(), target);
        if (target instanceof Target.Page page) {
            return page(call, answering(call, pages.of(call, chosen, tokens, page.path())), page.path());
        }
        if (target instanceof Target.Webhook webhook) {
            return webhook(call, chosen, webhook);
        }
        if (chosen.environment().isEmpty()) {
            callers.admit(call, chosen.name(), tokens, false);
            throw SubmissionEnvironments.notFound(chosen.name());
        }
        return serve(call, answering(call, chosen.environment().get()), tokens, target);
    }

    private HttpResponse webhook(ArgoApiCall call, Chosen chosen, Target.Webhook webhook) {
        SubmissionEnvironment environment = chosen.environment()
                .filter(known -> known.namespaces().serves(new Namespace(webhook.namespace())))
                .orElseThrow(() -> unserved(webhook.namespace()));
        Deadline deadline = Deadline.after(environment.limits().callTimeout());
        ArgoApiRequest event = reader.readWebhook(call, webhook.path(), deadline);
        return anonymously(call, answering(call, environment), event, Kind.CHANGE);
    }

    private static SubmissionEnvironment answering(ArgoApiCall call, SubmissionEnvironment environment) {
        call.answeredBy(environment);
        return environment;
    }

    /** The same for every name of an environment, also for those that there are not: who asks shows no token. */
    private static GatewayException unserved(String namespace) {
        return new GatewayException(Problem.of(
                        ErrorReason.NAMESPACE_NOT_MANAGED,
                        "No environment of the name that the call gives serves namespace '" + namespace + "'.")
                .with("namespace", namespace));
    }

    private HttpResponse serve(
            ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens, Target target) {
        return switch (target) {
            case Target.Procedure procedure -> procedure(call, environment, tokens, procedure);
            case Target.Artifact artifact -> artifact(call, environment, tokens, artifact);
            case Target.Unknown(var path) -> unknown(call, environment, tokens, path);
            case Target.Page ignored -> throw new IllegalStateException("served before");
            case Target.Webhook ignored -> throw new IllegalStateException("served before");
        };
    }

    private HttpResponse procedure(
            ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens, Target.Procedure procedure) {
        ArgoRpc rpc = procedure.match().rpc();
        if (environment.argoApi().anonymousInformation() && rpc.scope() == Scope.SERVER) {
            Deadline deadline = Deadline.after(environment.limits().callTimeout());
            return anonymously(call, environment, reader.read(call, procedure, deadline), Kind.READ);
        }
        CallContext admission = admit(call, environment, tokens, rpc.kind() == Kind.STREAM);
        if (!call.grpc() && rpc.readsBody()) {
            procedures.requireBeforeBody(admission, rpc, procedure.match().variables());
        }
        ArgoApiRequest read = reader.read(call, procedure, admission.deadline());
        call.workflow(CalledObject.name(rpc, read.view()));
        ArgoApiRequest request = latest.resolved(call, admission, rpc, read);
        Namespace home = procedures.require(call, admission, rpc, request.view());
        Optional<HttpResponse> shared = streams.serve(call, admission, rpc, request.view(), home);
        if (shared.isPresent()) {
            return shared.get();
        }
        ArgoApiRequest amended = amendments.amended(call, rpc, request);
        if (!LintedAnswers.concern(admission, rpc, request.view())) {
            return forward(call, admission, home, amended, rpc.kind());
        }
        Body body = amended.forwarded(call.request());
        Body readable = headers -> body.with(LintedAnswers.readable(headers));
        HttpResponse answer = forward(call, admission, home, amended, readable, rpc.kind());
        return linted.shown(call, admission, rpc, request.view(), home, answer);
    }

    private HttpResponse artifact(
            ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens, Target.Artifact artifact) {
        if (!ArtifactPaths.isUpload(call.headers())) {
            RequestReader.requireNoBody(call);
        }
        CallContext admission = admit(call, environment, tokens, true);
        call.workflow(artifact.place().workflow());
        Namespace namespace = artifacts.require(call, admission, artifact);
        return forward(call, admission, namespace, ArgoApiRequest.passing(artifact.path()), Kind.STREAM);
    }

    /** A call that the access table does not know needs rights that nobody knows: only the caller's own may be used. */
    private HttpResponse unknown(
            ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens, String path) {
        CallContext admission = admit(call, environment, tokens, true);
        if (environment.credentialMode().usesServiceAccount()) {
            throw new GatewayException(
                    Problem.of(ErrorReason.METHOD_NOT_ALLOWED, "The Argo Server's API has nothing of this name."));
        }
        return forward(call, admission, HomeNamespace.of(environment), ArgoApiRequest.passing(path), Kind.STREAM);
    }

    private CallContext admit(
            ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens, boolean stream) {
        return callers.admit(call, Optional.of(environment.name()), tokens, stream);
    }

    private HttpResponse forward(
            ArgoApiCall call, CallContext admission, Namespace home, ArgoApiRequest request, Kind kind) {
        return forward(call, admission, home, request, request.forwarded(call.request()), kind);
    }

    private HttpResponse forward(
            ArgoApiCall call, CallContext admission, Namespace home, ArgoApiRequest request, Body body, Kind kind) {
        admission.deadline().check();
        boolean stream = kind == Kind.STREAM;
        boolean paced = call.target() instanceof Target.Artifact
                || !stream && !admission.deadline().shortened();
        Forwarding forwarding = new Forwarding(
                call,
                admission.environment(),
                request.target(),
                body,
                kind,
                stream ? configuration.maxStreamTime() : admission.deadline().remaining(),
                admission.deadline().shortened(),
                paced ? Until.HEAD : Until.END,
                pool(call, request, kind),
                admission.requester());
        return credentials.call(admission.credentialIn(home), token -> forwarder.send(forwarding, token));
    }

    /** What lasts as long as its caller likes takes no permit that a call needs which was read whole. */
    private static Pool pool(ArgoApiCall call, ArgoApiRequest request, Kind kind) {
        boolean unread = request.body().isEmpty() && !call.request().isEmpty();
        boolean known = call.target() instanceof Target.Procedure;
        if (unread || !known) {
            return Pool.TRANSFERS;
        }
        return kind == Kind.STREAM ? Pool.STREAMS : Pool.CALLS;
    }

    private HttpResponse anonymously(
            ArgoApiCall call, SubmissionEnvironment environment, ArgoApiRequest request, Kind kind) {
        return anonymously(call, environment, request.target(), request.forwarded(call.request()), kind);
    }

    private HttpResponse anonymously(
            ArgoApiCall call, SubmissionEnvironment environment, String path, Body body, Kind kind) {
        Duration time = environment.limits().callTimeout();
        Requester requester = Requester.anonymous(call.recorded().network());
        try {
            return forwarder.sendAnonymously(new Forwarding(
                    call, environment, path, body, kind, time, false, Until.HEAD, Pool.ANONYMOUS, requester));
        } catch (GatewayException e) {
            throw withoutNames(e);
        }
    }

    /** Who shows no token learns the name of no environment. */
    private static GatewayException withoutNames(GatewayException failure) {
        Problem problem = failure.problem();
        if (!problem.metadata().containsKey("environment")) {
            return failure;
        }
        Problem nameless = Problem.of(problem.reason(), problem.reason().meaning());
        return new GatewayException(
                problem.retryAfter().map(nameless::withRetryAfter).orElse(nameless), failure);
    }

    /** Below a prefix the page is changed, for which it has to be readable: a proxy on the way might have compressed it. */
    private HttpResponse page(ArgoApiCall call, SubmissionEnvironment environment, String path) {
        RequestReader.requireNoBody(call);
        Body body = HttpRequest::of;
        Body readable = call.prefix().isEmpty()
                ? body
                : headers -> body.with(headers.withMutations(all -> all.remove(HttpHeaderNames.ACCEPT_ENCODING)));
        return anonymously(call, environment, path, readable, Kind.READ);
    }
}
