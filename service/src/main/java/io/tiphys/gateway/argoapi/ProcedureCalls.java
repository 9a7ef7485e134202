package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpResponse;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.admission.CreationAdmission;
import io.tiphys.gateway.admission.unfinished.Slot;
import io.tiphys.gateway.argo.client.request.PassingRequest.Body;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.forward.ArgoBugWorkarounds;
import io.tiphys.gateway.argoapi.forward.LintedAnswers;
import io.tiphys.gateway.argoapi.forward.PassingCalls;
import io.tiphys.gateway.argoapi.guard.LatestWorkflow;
import io.tiphys.gateway.argoapi.guard.ProcedureGuard;
import io.tiphys.gateway.argoapi.guard.ProcedureGuard.Passed;
import io.tiphys.gateway.argoapi.keyed.CountedAnswers;
import io.tiphys.gateway.argoapi.keyed.CountedCreation;
import io.tiphys.gateway.argoapi.keyed.KeyedForwarding;
import io.tiphys.gateway.argoapi.keyed.KeyedRequests;
import io.tiphys.gateway.argoapi.keyed.KeyedReruns;
import io.tiphys.gateway.argoapi.keyed.KeyedRpcs;
import io.tiphys.gateway.argoapi.request.ArgoApiRequest;
import io.tiphys.gateway.argoapi.request.CalledObject;
import io.tiphys.gateway.argoapi.request.RequestReader;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.stream.SharedStreams;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the checks of a remote procedure of an authenticated caller, and serves the procedure: forwarded, once for each
 * idempotency key, or from a shared stream. Thread-safe.
 */
@Singleton
final class ProcedureCalls {
    private final RequestReader reader;
    private final ProcedureGuard procedures;
    private final LatestWorkflow latest;
    private final LintedAnswers linted;
    private final SharedStreams streams;
    private final ArgoBugWorkarounds amendments;
    private final PassingCalls passing;
    private final KeyedForwarding keyedForwarding;
    private final KeyedReruns keyedReruns;
    private final CreationAdmission admission;

    ProcedureCalls(
            RequestReader reader,
            ProcedureGuard procedures,
            LatestWorkflow latest,
            LintedAnswers linted,
            SharedStreams streams,
            ArgoBugWorkarounds amendments,
            PassingCalls passing,
            KeyedForwarding keyedForwarding,
            KeyedReruns keyedReruns,
            CreationAdmission admission) {
        this.reader = reader;
        this.procedures = procedures;
        this.latest = latest;
        this.linted = linted;
        this.streams = streams;
        this.amendments = amendments;
        this.passing = passing;
        this.keyedForwarding = keyedForwarding;
        this.keyedReruns = keyedReruns;
        this.admission = admission;
    }

    /**
     * Serves a procedure.
     *
     * @throws GatewayException when the call is not forwarded, or the Argo Server does not answer
     */
    HttpResponse serve(ArgoApiCall call, CallContext callContext, Target.Procedure procedure) {
        ArgoRpc rpc = procedure.match().rpc();
        if (!call.grpc() && rpc.readsBody()) {
            procedures.requireBeforeBody(callContext, rpc, procedure.match().variables());
        }
        ArgoApiRequest read = reader.read(call, procedure, callContext.deadline());
        call.workflow(CalledObject.name(rpc, read.view()));
        ArgoApiRequest request = latest.resolved(call, callContext, rpc, read);
        Optional<IdempotencyKey> key = KeyedRpcs.key(call, rpc, request.view());
        if (key.isPresent() && KeyedReruns.concern(rpc)) {
            return keyedReruns.serve(call, callContext, rpc, request.view(), key.get());
        }
        Passed passed = procedures.require(call, callContext, rpc, request.view());
        Namespace home = passed.home();
        Optional<HttpResponse> shared = streams.serve(call, callContext, rpc, request.view(), home);
        if (shared.isPresent()) {
            return shared.get();
        }
        ArgoApiRequest amended = amendments.amended(call, rpc, request);
        Optional<KeyedCreation> creation =
                key.flatMap(one -> KeyedRpcs.creation(callContext, rpc, request.view(), passed, one));
        boolean lints = LintedAnswers.concern(callContext, rpc, request.view());
        if (creation.isPresent()) {
            HttpResponse answer = once(call, rpc, amended, creation.get());
            return lints ? linted.shown(call, callContext, rpc, request.view(), home, answer) : answer;
        }
        CountedCreation counted = CountedCreation.of(call, callContext, rpc, amended, passed);
        Body body = counted.request().forwarded(call.request());
        if (!lints) {
            return forward(call, callContext, home, rpc, counted, body);
        }
        Body readable = PassingCalls.with(LintedAnswers::readable, body);
        HttpResponse answer = forward(call, callContext, home, rpc, counted, readable);
        return linted.shown(call, callContext, rpc, request.view(), home, answer);
    }

    private HttpResponse once(ArgoApiCall call, ArgoRpc rpc, ArgoApiRequest request, KeyedCreation creation) {
        Body body = KeyedRequests.with(call, rpc, request, creation.additions()).forwarded(call.request());
        Body readable = PassingCalls.with(LintedAnswers::readable, body);
        CountedCreation counted = CountedCreation.of(request, creation);
        return keyedForwarding.send(
                call, rpc, creation, context -> forward(call, context, creation.namespace(), rpc, counted, readable));
    }

    private HttpResponse forward(
            ArgoApiCall call,
            CallContext callContext,
            Namespace namespace,
            ArgoRpc rpc,
            CountedCreation counted,
            Body body) {
        Supplier<HttpResponse> upstream = () ->
                passing.forward(call, callContext, namespace, counted.request(), body, rpc.effect(), rpc.streams());
        if (!rpc.createsWorkflow()) {
            return upstream.get();
        }
        Function<Slot, HttpResponse> creation = slot -> CountedAnswers.watched(upstream.get(), slot);
        return counted.trace()
                .map(trace -> admission.admit(callContext, namespace, trace, creation))
                .orElseGet(() -> admission.turn(callContext, namespace, creation));
    }
}
