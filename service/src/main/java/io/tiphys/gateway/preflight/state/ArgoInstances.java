package io.tiphys.gateway.preflight.state;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Optional;

/** Port to the scope that an Argo Server publishes. Implementations are thread-safe and never throw. */
public interface ArgoInstances {
    /**
     * Returns the scope of the environment's Argo; empty when the server does not publish it. The request uses no
     * credential.
     */
    Optional<ArgoInstance> of(SubmissionEnvironment environment, Namespace namespace, Deadline deadline);
}
