package io.tiphys.gateway.argoapi.call;

import io.tiphys.gateway.argoapi.call.EnvironmentChoice.Chosen;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Selects the Argo Server that serves a page. Below the prefix {@code /argo/<name>/} an unauthenticated caller gets the page
 * of one fixed Argo Server, whatever the name is. The page thus does not reveal which environments exist. Only single
 * sign-on always uses the named environment. Immutable.
 */
@Singleton
public final class PageEnvironment {
    private static final String SINGLE_SIGN_ON = "/oauth2/";

    private final ArgoApiCallers callers;
    private final SubmissionEnvironment front;

    PageEnvironment(ArgoApiCallers callers, SubmissionEnvironments environments) {
        this.callers = callers;
        this.front = environments
                .defaultEnvironment()
                .orElseGet(() -> environments.all().getFirst());
    }

    /**
     * The environment that serves a page.
     *
     * @param path the page, below the Argo Server's base href
     * @throws GatewayException with ENVIRONMENT_NOT_FOUND when the request names no environment and there is no default one
     */
    public SubmissionEnvironment of(ArgoApiCall call, Chosen chosen, List<String> tokens, String path) {
        Optional<SubmissionEnvironment> named = chosen.environment();
        if (chosen.prefix().isEmpty()) {
            return named.orElseThrow(() -> SubmissionEnvironments.notFound(Optional.empty(), List.of()));
        }
        return named.filter(environment -> environment.equals(front)
                        || path.startsWith(SINGLE_SIGN_ON)
                        || callers.areKnown(call, environment, tokens))
                .orElse(front);
    }
}
