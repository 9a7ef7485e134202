package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.admission.CreationAdmission;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.workflow.ObjectMetadata;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;

/**
 * Creates a workflow once for its key. The use case reviews the permissions to create the workflow. Reading the workflow
 * needs the permission to get workflows, which is reviewed here before anything is read. Thread-safe.
 */
@Singleton
public final class CreateOnce {
    private final NamespaceGuard guard;
    private final CredentialedCalls credentials;
    private final KeyedWorkflows workflows;
    private final CreationAdmission admission;

    public CreateOnce(
            NamespaceGuard guard,
            CredentialedCalls credentials,
            KeyedWorkflows workflows,
            CreationAdmission admission) {
        this.guard = guard;
        this.credentials = credentials;
        this.workflows = workflows;
        this.admission = admission;
    }

    /**
     * Creates the workflow.
     *
     * @param document the workflow's JSON with the additions of the creation
     * @throws GatewayException as {@link KeyedCall#make} does
     */
    public Done<WorkflowObject> create(KeyedCreation creation, byte[] document) {
        return creation.call().make(creation.context().deadline(), new KeyedUpstream<WorkflowObject>() {
            @Override
            public Attempt<WorkflowObject> send(Deadline deadline) {
                return Attempt.of(() -> admission.admit(
                        creation.context().with(deadline),
                        creation.namespace(),
                        SubmissionLabels.trace(creation.submissionId()),
                        () -> credentials.call(
                                creation.context().credentialIn(creation.namespace()),
                                token -> workflows.create(
                                        new ArgoCall(
                                                creation.context().environment(),
                                                creation.namespace(),
                                                token,
                                                deadline),
                                        document))));
            }

            @Override
            public Look<WorkflowObject> look(Deadline deadline) {
                return CreateOnce.this.look(creation, deadline);
            }
        });
    }

    /**
     * Looks up the workflow with a creation's name.
     *
     * @throws GatewayException when the Argo Server, or Kubernetes for the permission, gives no answer
     */
    public Look<WorkflowObject> look(KeyedCreation creation, Deadline deadline) {
        if (!guard.allows(creation.context(), creation.namespace(), Operation.GET)) {
            return Look.without(Sight.UNREADABLE);
        }
        try {
            WorkflowObject found = credentials.call(
                    creation.context().credentialIn(creation.namespace()),
                    token -> workflows.find(
                            new ArgoCall(creation.context().environment(), creation.namespace(), token, deadline),
                            new WorkflowName(creation.name())));
            ObjectMetadata metadata = ObjectMetadata.of(found.json());
            return creation.compare(metadata.labels(), metadata.annotations(), found);
        } catch (GatewayException e) {
            return switch (e.problem().reason()) {
                case WORKFLOW_NOT_FOUND -> Look.without(Sight.ABSENT);
                case ACCESS_DENIED -> Look.without(Sight.UNREADABLE);
                default -> throw e;
            };
        }
    }
}
