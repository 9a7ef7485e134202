package io.tiphys.gateway.argoapi.call;

import io.tiphys.gateway.argoapi.call.EnvironmentChoice.Chosen;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.List;
import java.util.Optional;

/** The error of a call for an environment that does not exist. */
public final class MissingEnvironment {
    /** The name that Hera requests instead of the environment when the configured host has no trailing slash. */
    private static final Optional<String> FIRST_OF_PATH = Optional.of("api");

    private MissingEnvironment() {}

    /**
     * Creates the error.
     *
     * @param callContext authenticates the caller, and fails because the environment does not exist
     */
    public static GatewayException of(Chosen chosen, Runnable callContext) {
        try {
            callContext.run();
        } catch (GatewayException e) {
            boolean withoutSlash = e.problem().reason() == ErrorReason.ENVIRONMENT_NOT_FOUND
                    && chosen.name().equals(FIRST_OF_PATH);
            return withoutSlash ? new GatewayException(explained(e.problem()), e) : e;
        }
        return SubmissionEnvironments.notFound(chosen.name(), List.of());
    }

    private static Problem explained(Problem problem) {
        return problem.withDetail(
                problem.detail()
                        + " The path selects the environment: end the client's host with '/argo/<environment>/', slash included.");
    }
}
