package io.tiphys.gateway.argoapi.keyed;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.forward.CompleteResponse;
import io.tiphys.gateway.argoapi.forward.WorkflowReading;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.lifecycle.ChangeWorkflow;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.server.call.RequestIds;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Retries or resubmits a workflow at most once per idempotency key for Argo's clients. The gateway's own use case does so
 * over HTTP. A gRPC call gets the workflow as read afterwards. Thread-safe.
 */
@Singleton
public final class KeyedReruns {
    private final ChangeWorkflow changes;
    private final WorkflowReading reading;

    KeyedReruns(ChangeWorkflow changes, WorkflowReading reading) {
        this.changes = changes;
        this.reading = reading;
    }

    /** Whether the procedure is a retry or a resubmission. */
    public static boolean concern(ArgoRpc rpc) {
        return rpc.method().equals("RetryWorkflow") || rpc.method().equals("ResubmitWorkflow");
    }

    /** @throws io.tiphys.gateway.error.GatewayException as {@link ChangeWorkflow#change} does */
    public HttpResponse serve(
            ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoRequestView request, IdempotencyKey key) {
        Namespace namespace = new Namespace(request.text("namespace"));
        call.namespace(namespace.value());
        Done<WorkflowObject> done = changes.change(
                callContext,
                Optional.of(namespace),
                new WorkflowName(request.text("name")),
                action(rpc, request),
                GivenKeys.of(key));
        CompleteResponse answer = call.grpc()
                ? reading.get(
                        call, callContext, namespace, done.answer().summary().name())
                : json(call, done.answer());
        return done.replayed() ? answer.replay() : answer.response();
    }

    private static CompleteResponse json(ArgoApiCall call, WorkflowObject workflow) {
        ResponseHeaders head = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.JSON)
                .set(RequestIds.HEADER, call.requestId())
                .build();
        return new CompleteResponse(head, workflow.json(), HttpHeaders.of());
    }

    private static WorkflowAction action(ArgoRpc rpc, ArgoRequestView request) {
        List<String> parameters = StreamSupport.stream(
                        request.node("parameters").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return rpc.method().equals("RetryWorkflow")
                ? new WorkflowAction.Retry(
                        request.isTrue("restartSuccessful"),
                        Optional.of(request.text("nodeFieldSelector")).filter(text -> !text.isEmpty()),
                        parameters)
                : new WorkflowAction.Resubmit(request.isTrue("memoized"), parameters);
    }
}
