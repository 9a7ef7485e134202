package io.tiphys.gateway.environment;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Objects;

/**
 * The common parameters of every call to an Argo Server.
 *
 * @param environment the environment of the Argo Server
 * @param namespace the namespace of the call
 * @param token the credential to send
 * @param deadline the deadline of the call
 */
public record ArgoCall(SubmissionEnvironment environment, Namespace namespace, BearerToken token, Deadline deadline) {
    public ArgoCall {
        Objects.requireNonNull(environment);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(token);
        Objects.requireNonNull(deadline);
    }
}
