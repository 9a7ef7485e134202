package io.tiphys.gateway.argoapi.request;

import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;
import java.util.List;
import java.util.Optional;

/**
 * The namespace of the environment's service account for a call that names no namespace: the default one, else one of those
 * that the environment serves.
 */
public final class HomeNamespace {
    /** A placeholder for environments without a service account; never read. */
    private static final Namespace ANY = new Namespace("default");

    private HomeNamespace() {}

    /**
     * The first of {@link #candidates}.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link #candidates} does
     */
    public static Namespace of(SubmissionEnvironment environment) {
        return candidates(environment).getFirst();
    }

    /**
     * The candidate namespaces, at least one and always in the same order: the default one alone, else all served ones by
     * name.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID when the environment uses service accounts in
     *     all namespaces and has no default one, because the service account is then ambiguous
     */
    public static List<Namespace> candidates(SubmissionEnvironment environment) {
        boolean noneIsKnown = environment.namespaces().all();
        if (environment.defaultNamespace().isEmpty() && !noneIsKnown) {
            return environment.namespaces().names().stream()
                    .sorted()
                    .map(Namespace::new)
                    .toList();
        }
        boolean lendsAccount = environment.credentialMode().serviceAccount().isPresent();
        return List.of(environment.namespaceOrDefault(lendsAccount ? Optional.empty() : Optional.of(ANY)));
    }
}
