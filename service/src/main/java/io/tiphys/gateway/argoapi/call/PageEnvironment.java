package io.tiphys.gateway.argoapi.call;

import io.tiphys.gateway.argoapi.call.EnvironmentChoice.Chosen;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Whose Argo Server serves a page. Below the prefix {@code /argo/<name>/} callers who are not known get the page of one and the
 * same Argo Server, whatever the name is: so nobody learns which environments there are. Single sign-on alone has to go to the
 * environment that is named. Immutable.
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
     * The environment.
     *
     * @param path the page, below the Argo Server's base href
     * @throws GatewayException with ENVIRONMENT_NOT_FOUND when the request names none and there is no default one
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
