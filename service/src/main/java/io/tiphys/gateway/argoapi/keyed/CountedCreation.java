package io.tiphys.gateway.argoapi.keyed;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.admission.unfinished.CreationTrace;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.guard.ProcedureGuard.Passed;
import io.tiphys.gateway.argoapi.request.ArgoApiRequest;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.idempotency.SubmissionLabels;
import io.tiphys.validation.document.ManifestAdditions;
import java.util.Optional;

/**
 * A request of Argo's clients, and the trace of the workflow that it creates.
 *
 * @param request the request to send
 * @param trace the trace; empty if the request creates nothing
 */
public record CountedCreation(ArgoApiRequest request, Optional<CreationTrace> trace) {
    /** A keyed request, which carries its marks. */
    public static CountedCreation of(ArgoApiRequest request, KeyedCreation creation) {
        return new CountedCreation(request, Optional.of(SubmissionLabels.trace(creation.submissionId())));
    }

    /**
     * Marks a request in an environment with limits of unfinished workflows. Without such limits the bytes of the request are
     * unchanged.
     */
    public static CountedCreation of(
            ArgoApiCall call, CallContext context, ArgoRpc rpc, ArgoApiRequest request, Passed passed) {
        if (!rpc.createsWorkflow() || KeyedRpcs.isDryRun(request.view())) {
            return new CountedCreation(request, Optional.empty());
        }
        String original = request.view().text("name");
        return switch (rpc.method()) {
            case "CreateWorkflow" ->
                passed.document().isPresent()
                        ? marked(call, context, rpc, request)
                        : new CountedCreation(request, Optional.empty());
            case "SubmitWorkflow" -> marked(call, context, rpc, request);
            case "ResubmitWorkflow", "ResubmitArchivedWorkflow" ->
                new CountedCreation(request, Optional.of(CreationTrace.copyOf(original)));
            default -> new CountedCreation(request, Optional.of(CreationTrace.named(original)));
        };
    }

    private static CountedCreation marked(ArgoApiCall call, CallContext context, ArgoRpc rpc, ArgoApiRequest request) {
        String submissionId = SubmissionLabels.newId();
        boolean limited = context.environment()
                .limits()
                .shares()
                .admission()
                .maxUnfinished()
                .any();
        ManifestAdditions additions = new ManifestAdditions(
                SubmissionLabels.of(context, submissionId),
                SubmissionLabels.traced(),
                Optional.empty(),
                SubmissionLabels.tracedPods());
        ArgoApiRequest sent = limited ? KeyedRequests.with(call, rpc, request, additions) : request;
        return new CountedCreation(sent, Optional.of(SubmissionLabels.trace(submissionId)));
    }
}
