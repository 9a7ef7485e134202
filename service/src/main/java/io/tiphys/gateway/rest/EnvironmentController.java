package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environmenthealth.Preflight;
import io.tiphys.gateway.rest.call.AuthenticationFilter;
import io.tiphys.gateway.rest.call.CallerHeaders;
import io.tiphys.gateway.rest.model.Environment;
import io.tiphys.gateway.rest.model.ListEnvironmentsResponse;
import io.tiphys.gateway.rest.model.PreflightResponse;
import java.util.List;

/** The environments of submission. */
@Controller(value = "/v1/environments", produces = MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "environments")
class EnvironmentController {
    private final SubmissionEnvironments environments;
    private final CallAuthenticator authenticator;
    private final Preflight preflight;

    EnvironmentController(SubmissionEnvironments environments, CallAuthenticator authenticator, Preflight preflight) {
        this.environments = environments;
        this.authenticator = authenticator;
        this.preflight = preflight;
    }

    /**
     * Lists the environments in which the caller is known.
     *
     * @return the environments
     */
    @Get
    @Documented
    ListEnvironmentsResponse listEnvironments(@Parameter(hidden = true) HttpRequest<?> request) {
        List<CallContext> callContexts = authenticator.authenticateAll(
                CallerHeaders.authorization(request), CallerHeaders.callerTime(request), CallerHeaders.origin(request));
        return new ListEnvironmentsResponse(callContexts.stream()
                .map(callContext -> Environment.of(callContext.environment(), environments))
                .toList());
    }

    /**
     * Returns one environment.
     *
     * @param environment the environment's name
     * @return the environment
     */
    @Get("/{environment}")
    @Documented
    Environment getEnvironment(
            @PathVariable String environment,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext) {
        callContext.requireKnownCaller();
        return Environment.of(callContext.environment(), environments);
    }

    /**
     * Checks that an environment's cluster and Argo Server can be reached and have what a submission needs.
     *
     * @param environment the environment's name
     * @return what was found; checks that failed are part of the answer and not an error
     */
    @Get("/{environment}/preflight")
    @Documented
    PreflightResponse preflightEnvironment(
            @PathVariable String environment,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext) {
        return PreflightResponse.of(preflight.run(callContext));
    }
}
