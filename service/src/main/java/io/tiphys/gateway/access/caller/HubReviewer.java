package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import java.util.List;

/** Port to the JupyterHubs of the environments. Shows a token to no other server. Implementations are thread-safe. */
public interface HubReviewer {
    /**
     * Asks the environment's hub for the owner of a token.
     *
     * @param environment an environment with a JupyterHub
     * @param turn the queue of the review
     * @throws io.tiphys.gateway.error.GatewayException with ISSUER_UNAVAILABLE when there is no answer, or none that can be
     *     understood; TOO_MANY_CALLS when the queue of new tokens is full
     */
    HubReview review(SubmissionEnvironment environment, BearerToken token, Turn turn);

    /** The answer of a hub. */
    sealed interface HubReview {}

    /**
     * The token belongs to a person.
     *
     * @param name the name
     * @param groups the groups
     * @param scopes the scopes of the token, expanded by the hub
     */
    record HubUser(String name, List<String> groups, List<String> scopes) implements HubReview {
        public HubUser {
            groups = List.copyOf(groups);
            scopes = List.copyOf(scopes);
        }
    }

    /** The token belongs to a service of the hub. */
    record HubService() implements HubReview {}

    /** The hub does not accept the token: revoked, expired or made up. */
    record UnknownToHub() implements HubReview {}
}
