package io.tiphys.gateway.environment;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Objects;

/**
 * What every call to an Argo Server carries.
 *
 * @param environment which Argo Server
 * @param namespace the namespace it is about
 * @param token the credential to show
 * @param deadline when it has to end
 */
public record ArgoCall(SubmissionEnvironment environment, Namespace namespace, BearerToken token, Deadline deadline) {
    public ArgoCall {
        Objects.requireNonNull(environment);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(token);
        Objects.requireNonNull(deadline);
    }
}
