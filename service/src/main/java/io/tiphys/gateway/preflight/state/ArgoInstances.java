package io.tiphys.gateway.preflight.state;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Optional;

/** Port to what an Argo Server tells of itself. Implementations are thread-safe and never throw. */
public interface ArgoInstances {
    /** The environment's Argo; empty when it does not tell. No credential is used for it. */
    Optional<ArgoInstance> of(SubmissionEnvironment environment, Namespace namespace, Deadline deadline);
}
