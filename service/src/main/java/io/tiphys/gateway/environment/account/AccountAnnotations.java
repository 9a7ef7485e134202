package io.tiphys.gateway.environment.account;

import io.tiphys.gateway.workflow.Namespace;
import java.util.List;

/** Port to the service accounts of a cluster. Implementations are thread-safe. */
public interface AccountAnnotations {
    /**
     * Reads the accounts of a namespace that have the annotation {@code workflows.argoproj.io/rbac-rule}.
     *
     * @param environment the environment of the cluster
     * @throws io.tiphys.gateway.error.GatewayException with CREDENTIAL_FORBIDDEN or CREDENTIAL_UNAVAILABLE
     */
    List<AnnotatedAccount> annotated(String environment, Namespace namespace);
}
