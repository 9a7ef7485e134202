package io.tiphys.gateway.passthrough;

import io.tiphys.gateway.environment.ManagedNamespaces;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Optional;
import java.util.Set;

/** In which namespace the account of an environment lives for a call that names none. */
final class HomeNamespace {
    private HomeNamespace() {}

    /**
     * The default namespace, else the only one that the environment serves.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID when there is neither
     */
    static Namespace of(SubmissionEnvironment environment) {
        Set<String> names = environment.namespaces().names();
        Optional<Namespace> only = names.size() == 1 && !names.contains(ManagedNamespaces.ALL)
                ? names.stream().findFirst().map(Namespace::new)
                : Optional.empty();
        return environment.namespaceOrDefault(environment.defaultNamespace().or(() -> only));
    }
}
