package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.argoapi.ArgoForwarder.Body;
import io.tiphys.gateway.argoapi.ArgoForwarder.Forwarding;
import io.tiphys.gateway.argoapi.ArgoForwarder.Until;
import io.tiphys.gateway.argoapi.ArgoRpc.Kind;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.server.GrpcTimeout;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a call through the steps in front of the Argo Server, and sends it there. Thread-safe. */
@Singleton
final class ArgoApiCalls {
    private final ArgoApiConfiguration configuration;
    private final ArgoApiCallers callers;
    private final CallerQuota quota;
    private final RequestReader reader;
    private final ProcedureGuard procedures;
    private final NamespaceGuard guard;
    private final ArchivedNamespaces archive;
    private final SharedStreams streams;
    private final ArgoBugWorkarounds amendments;
    private final CredentialedCalls credentials;
    private final ArgoForwarder forwarder;

    ArgoApiCalls(
            ArgoApiConfiguration configuration,
            ArgoApiCallers callers,
            CallerQuota quota,
            RequestReader reader,
            ProcedureGuard procedures,
            NamespaceGuard guard,
            ArchivedNamespaces archive,
            SharedStreams streams,
            ArgoBugWorkarounds amendments,
            CredentialedCalls credentials,
            ArgoForwarder forwarder) {
        this.configuration = configuration;
        this.callers = callers;
        this.quota = quota;
        this.reader = reader;
        this.procedures = procedures;
        this.guard = guard;
        this.archive = archive;
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
    HttpResponse serve(ArgoApiCall call, SubmissionEnvironment environment, String path) {
        List<String> tokens = CallerTokens.of(call.headers());
        Target target = call.grpc()
                ? Targets.ofGrpc(path)
                : Targets.ofHttp(
                        call.headers().method().name(), PathAndQuery.of(path).path(), !tokens.isEmpty());
        call.target(target);
        return switch (target) {
            case Target.Page() -> page(call, environment, path);
            case Target.Webhook(var namespace) -> {
                environment.namespaces().requireQuietly(environment.name(), new Namespace(namespace));
                yield anonymously(call, environment, path, Kind.CHANGE);
            }
            case Target.Procedure procedure -> procedure(call, environment, tokens, procedure, path);
            case Target.Artifact artifact -> artifact(call, environment, tokens, artifact, path);
            case Target.Unknown() -> unknown(call, environment, tokens, path);
        };
    }

    private HttpResponse procedure(
            ArgoApiCall call,
            SubmissionEnvironment environment,
            List<String> tokens,
            Target.Procedure procedure,
            String path) {
        ArgoRpc rpc = procedure.match().rpc();
        if (environment.argoApi().anonymousInformation() && rpc.scope() == Scope.SERVER) {
            return anonymously(call, environment, path, Kind.READ);
        }
        CallContext admission = admit(call, environment, tokens);
        ArgoApiRequest request = reader.read(call, procedure.match(), path, admission.deadline());
        Namespace home = procedures.require(call, admission, rpc, request.view());
        Optional<HttpResponse> shared = streams.serve(call, admission, rpc, request.view(), home);
        if (shared.isPresent()) {
            return shared.get();
        }
        ArgoApiRequest amended = amendments.amended(call, rpc, request);
        return forward(call, admission, home, amended, rpc.kind());
    }

    private HttpResponse artifact(
            ArgoApiCall call,
            SubmissionEnvironment environment,
            List<String> tokens,
            Target.Artifact artifact,
            String path) {
        CallContext admission = admit(call, environment, tokens);
        Namespace namespace;
        if (artifact.archivedUid().isEmpty()) {
            namespace = new Namespace(artifact.namespace());
        } else {
            Namespace home = HomeNamespace.of(environment);
            guard.requireOutsideNamespaces(admission, home, List.of());
            namespace = archive.of(admission, home, artifact.archivedUid());
        }
        call.namespace(namespace.value());
        guard.require(
                admission,
                namespace,
                artifact.right().stream()
                        .map(right -> right.in(namespace.value()))
                        .toList());
        return forward(call, admission, namespace, passing(path), Kind.STREAM);
    }

    /** A call that the access table does not know needs rights that nobody knows: only the caller's own may be used. */
    private HttpResponse unknown(
            ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens, String path) {
        CallContext admission = admit(call, environment, tokens);
        if (environment.credentialMode().usesServiceAccount()) {
            throw new GatewayException(
                    Problem.of(ErrorReason.METHOD_NOT_ALLOWED, "The Argo Server's API has nothing of this name."));
        }
        return forward(call, admission, HomeNamespace.of(environment), passing(path), Kind.STREAM);
    }

    private CallContext admit(ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens) {
        Optional<Duration> time = GrpcTimeout.of(call.headers().get("grpc-timeout"));
        CallContext admission = callers.admit(environment, tokens, time);
        String caller = admission.caller().displayName();
        call.caller(caller, environment.name());
        String counted = environment.name() + "/" + caller;
        quota.enter(counted);
        call.atEnd(() -> quota.leave(counted));
        return admission;
    }

    private HttpResponse forward(
            ArgoApiCall call, CallContext admission, Namespace home, ArgoApiRequest request, Kind kind) {
        boolean stream = kind == Kind.STREAM;
        boolean paced = call.target() instanceof Target.Artifact
                || !stream && !admission.deadline().shortened();
        Forwarding forwarding = new Forwarding(
                call,
                admission.environment(),
                request.path(),
                request.forwarded(call.request()),
                kind,
                stream ? configuration.maxStreamTime() : admission.deadline().remaining(),
                paced ? Until.HEAD : Until.END);
        return credentials.call(admission.credentialIn(home), token -> forwarder.send(forwarding, token));
    }

    private HttpResponse anonymously(ArgoApiCall call, SubmissionEnvironment environment, String path, Kind kind) {
        return anonymously(call, environment, path, passing(path).forwarded(call.request()), kind);
    }

    private HttpResponse anonymously(
            ArgoApiCall call, SubmissionEnvironment environment, String path, Body body, Kind kind) {
        Duration time = environment.limits().callTimeout();
        return forwarder.sendAnonymously(new Forwarding(call, environment, path, body, kind, time, Until.HEAD));
    }

    /** Below a prefix the page is changed, for which it has to be readable: a proxy on the way might have compressed it. */
    private HttpResponse page(ArgoApiCall call, SubmissionEnvironment environment, String path) {
        Body body = passing(path).forwarded(call.request());
        Body readable = call.prefix().isEmpty()
                ? body
                : headers -> body.with(headers.withMutations(all -> all.remove(HttpHeaderNames.ACCEPT_ENCODING)));
        return anonymously(call, environment, path, readable, Kind.READ);
    }

    private static ArgoApiRequest passing(String path) {
        return new ArgoApiRequest(ArgoRequestView.of(Map.of(), Map.of()), Optional.empty(), path);
    }
}
