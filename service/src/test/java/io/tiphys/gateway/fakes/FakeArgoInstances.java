package io.tiphys.gateway.fakes;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.preflight.state.ArgoInstance;
import io.tiphys.gateway.preflight.state.ArgoInstances;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Optional;

/** An Argo that manages all namespaces and has no instance id, until it is told otherwise. */
public final class FakeArgoInstances implements ArgoInstances {
    /** What it tells. */
    public volatile Optional<ArgoInstance> told = Optional.of(new ArgoInstance(Optional.empty(), Optional.empty()));

    @Override
    public Optional<ArgoInstance> of(SubmissionEnvironment environment, Namespace namespace, Deadline deadline) {
        return told;
    }
}
