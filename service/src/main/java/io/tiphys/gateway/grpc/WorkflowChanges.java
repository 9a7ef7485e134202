package io.tiphys.gateway.grpc;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import io.tiphys.gateway.grpc.call.KeyedGrpcCall;
import io.tiphys.gateway.grpc.mapper.WorkflowMapper;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.lifecycle.ChangeWorkflow;
import io.tiphys.gateway.lifecycle.DeleteWorkflow;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.v1.Workflow;
import io.tiphys.v1.WorkflowReference;
import jakarta.inject.Singleton;

/** The calls that change or delete an existing workflow. */
@Singleton
final class WorkflowChanges {
    private final GrpcCallAuthenticator authenticator;
    private final ChangeWorkflow changer;
    private final DeleteWorkflow deleter;

    WorkflowChanges(GrpcCallAuthenticator authenticator, ChangeWorkflow changer, DeleteWorkflow deleter) {
        this.authenticator = authenticator;
        this.changer = changer;
        this.deleter = deleter;
    }

    /** Changes the workflow and returns its new state. */
    Workflow change(WorkflowReference reference, WorkflowAction action) {
        CallContext callContext = authenticator.authenticate(reference);
        var namespace = FieldMapper.namespace(reference.getNamespace());
        return WorkflowMapper.workflow(
                changer.change(callContext, namespace, new WorkflowName(reference.getName()), action));
    }

    /**
     * The same, at most once for the call's idempotency key.
     *
     * @param requestId the field {@code request_id}; empty when it is not set
     */
    Done<Workflow> changeOnce(WorkflowReference reference, WorkflowAction action, String requestId) {
        CallContext callContext = authenticator.authenticate(reference.getEnvironment(), reference.getNamespace());
        var namespace = FieldMapper.namespace(reference.getNamespace());
        Done<WorkflowObject> done = changer.change(
                callContext, namespace, new WorkflowName(reference.getName()), action, KeyedGrpcCall.given(requestId));
        KeyedGrpcCall.answered(done.replayed());
        return new Done<>(WorkflowMapper.workflow(done.answer()), done.replayed());
    }

    void delete(WorkflowReference reference) {
        CallContext callContext = authenticator.authenticate(reference);
        var namespace = FieldMapper.namespace(reference.getNamespace());
        deleter.delete(callContext, namespace, new WorkflowName(reference.getName()));
    }
}
