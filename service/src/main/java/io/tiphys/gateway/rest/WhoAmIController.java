package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.rest.call.CallerHeaders;
import io.tiphys.gateway.rest.model.WhoAmIResponse;
import io.tiphys.gateway.whoami.WhoAmI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller. */
@Controller(value = "/v1/whoami", produces = MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "environments")
class WhoAmIController {
    private final CallAuthenticator authenticator;
    private final WhoAmI whoAmI;

    WhoAmIController(CallAuthenticator authenticator, WhoAmI whoAmI) {
        this.authenticator = authenticator;
        this.whoAmI = whoAmI;
    }

    /**
     * Returns who the caller is, and what it may do in the served namespaces.
     *
     * @param environment the environment's name; the default one without it
     * @return the caller
     */
    @Get
    @Documented
    WhoAmIResponse whoAmI(@QueryValue @Nullable String environment, @Parameter(hidden = true) HttpRequest<?> request) {
        CallContext callContext = authenticator.authenticate(
                Optional.ofNullable(environment).filter(name -> !name.isEmpty()),
                CallerHeaders.authorization(request),
                CallerHeaders.callerTime(request),
                CallerHeaders.origin(request));
        return WhoAmIResponse.of(whoAmI.report(callContext));
    }
}
