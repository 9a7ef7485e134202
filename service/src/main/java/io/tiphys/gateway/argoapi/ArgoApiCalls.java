package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argo.client.request.PassingRequest.Body;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.call.ArgoApiCallers;
import io.tiphys.gateway.argoapi.call.EnvironmentChoice.Chosen;
import io.tiphys.gateway.argoapi.call.MissingEnvironment;
import io.tiphys.gateway.argoapi.call.PageEnvironment;
import io.tiphys.gateway.argoapi.forward.PassingCalls;
import io.tiphys.gateway.argoapi.guard.ArtifactGuard;
import io.tiphys.gateway.argoapi.request.ArgoApiRequest;
import io.tiphys.gateway.argoapi.request.HomeNamespace;
import io.tiphys.gateway.argoapi.request.RefusedHeaders;
import io.tiphys.gateway.argoapi.request.RequestReader;
import io.tiphys.gateway.argoapi.route.ArtifactPaths;
import io.tiphys.gateway.argoapi.route.CallerTokens;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.argoapi.route.Targets;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.Scope;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Authenticates a call and serves its target: a remote procedure, an artifact, a page, a webhook, or a target that the gateway
 * does not know. Thread-safe.
 */
@Singleton
final class ArgoApiCalls {
    private final ArgoApiCallers callers;
    private final PageEnvironment pages;
    private final RequestReader reader;
    private final ProcedureCalls procedures;
    private final ArtifactGuard artifacts;
    private final PassingCalls passing;

    ArgoApiCalls(
            ArgoApiCallers callers,
            PageEnvironment pages,
            RequestReader reader,
            ProcedureCalls procedures,
            ArtifactGuard artifacts,
            PassingCalls passing) {
        this.callers = callers;
        this.pages = pages;
        this.reader = reader;
        this.procedures = procedures;
        this.artifacts = artifacts;
        this.passing = passing;
    }

    /**
     * Serves a call.
     *
     * @param path the target below the Argo Server's base href, with the query
     * @throws GatewayException when the call is not forwarded, or the Argo Server does not answer
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
            throw MissingEnvironment.of(chosen, () -> callers.authenticate(call, chosen.name(), tokens, false));
        }
        return serve(call, answering(call, chosen.environment().get()), tokens, target);
    }

    private HttpResponse webhook(ArgoApiCall call, Chosen chosen, Target.Webhook webhook) {
        SubmissionEnvironment environment = chosen.environment()
                .filter(known -> known.namespaces().serves(new Namespace(webhook.namespace())))
                .orElseThrow(() -> unserved(webhook.namespace()));
        Deadline deadline = Deadline.after(environment.limits().callTimeout());
        ArgoApiRequest event = reader.readWebhook(call, webhook.path(), deadline);
        return passing.anonymously(call, answering(call, environment), event, Effect.CHANGE);
    }

    private static SubmissionEnvironment answering(ArgoApiCall call, SubmissionEnvironment environment) {
        call.answeredBy(environment);
        return environment;
    }

    /** The same answer for every environment name, existing or not: the caller shows no token. */
    private static GatewayException unserved(String namespace) {
        return new GatewayException(Problem.of(
                        ErrorReason.NAMESPACE_NOT_MANAGED,
                        "The environment of this call does not exist or does not serve namespace '" + namespace + "'.")
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
        boolean anonymousInformation = environment.argoApi().anonymousInformation() && rpc.scope() == Scope.SERVER;
        CallContext callContext;
        try {
            callContext = authenticate(call, environment, tokens, rpc.streams());
        } catch (GatewayException e) {
            if (!anonymousInformation || e.problem().reason().kind() != ErrorKind.UNAUTHENTICATED) {
                throw e;
            }
            Deadline deadline = Deadline.after(environment.limits().callTimeout());
            return passing.anonymously(call, environment, reader.read(call, procedure, deadline), Effect.READ);
        }
        return procedures.serve(call, callContext, procedure);
    }

    private HttpResponse artifact(
            ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens, Target.Artifact artifact) {
        boolean upload = ArtifactPaths.isUpload(call.headers());
        if (!upload) {
            RequestReader.requireNoBody(call);
        }
        CallContext callContext = authenticate(call, environment, tokens, true);
        call.workflow(artifact.place().workflow());
        Namespace namespace = artifacts.require(call, callContext, artifact);
        ArgoApiRequest request = ArgoApiRequest.passing(artifact.path());
        return passing.forward(call, callContext, namespace, request, upload ? Effect.CHANGE : Effect.READ, true);
    }

    /**
     * A call that the access table does not know needs unknown permissions, so only the caller's own token may be used. Its
     * effect is unknown too, so it counts as a change.
     */
    private HttpResponse unknown(
            ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens, String path) {
        CallContext callContext = authenticate(call, environment, tokens, true);
        if (environment.credentialMode().usesServiceAccount()) {
            throw new GatewayException(
                    Problem.of(ErrorReason.METHOD_NOT_ALLOWED, "The Argo Server API does not have this method."));
        }
        ArgoApiRequest request = ArgoApiRequest.passing(path);
        return passing.forward(call, callContext, HomeNamespace.of(environment), request, Effect.CHANGE, true);
    }

    private CallContext authenticate(
            ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens, boolean stream) {
        return callers.authenticate(call, Optional.of(environment.name()), tokens, stream);
    }

    /** Below a prefix the gateway changes the page. The page must therefore be uncompressed, also by a proxy upstream. */
    private HttpResponse page(ArgoApiCall call, SubmissionEnvironment environment, String path) {
        RequestReader.requireNoBody(call);
        Body body = new Body(HttpRequest::of, true);
        Body readable = call.prefix().isEmpty()
                ? body
                : PassingCalls.with(
                        headers -> headers.withMutations(all -> all.remove(HttpHeaderNames.ACCEPT_ENCODING)), body);
        return passing.anonymously(call, environment, path, readable, Effect.READ);
    }
}
