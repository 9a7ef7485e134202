package io.tiphys.gateway.argoapi.request;

import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;
import java.util.List;
import java.util.Optional;

/**
 * In which namespace the account of an environment lives for a call that names none: the default one, else one of those
 * that the environment serves.
 */
public final class HomeNamespace {
    /** Where no account is lent it is never looked at. */
    private static final Namespace ANY = new Namespace("default");

    private HomeNamespace() {}

    /**
     * The first of {@link #candidates}.
     *
     * @throws io.tiphys.gateway.error.GatewayException as that does
     */
    public static Namespace of(SubmissionEnvironment environment) {
        return candidates(environment).getFirst();
    }

    /**
     * Those that come into question, at least one and always in the same order: the default one alone, else all that are
     * served, by name.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID when an account is lent in all namespaces and
     *     none is the default one: which account it would be, nobody can tell
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
