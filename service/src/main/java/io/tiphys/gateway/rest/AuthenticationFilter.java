package io.tiphys.gateway.rest;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import java.util.Optional;

/**
 * Establishes who calls before anything else of the request is looked at: its parameters are not converted and its body
 * is not read for an unknown caller. Leaves the admission as an attribute of the request.
 */
@ServerFilter("/v1/**")
final class AuthenticationFilter implements Ordered {
    /** The request attribute that holds the {@link CallContext}. */
    static final String ADMISSION = "tiphys.admission";

    /** The request attribute that holds the caller's name, for the record of the call. */
    static final String CALLER = "tiphys.caller";

    private static final String ENVIRONMENT = "environment";

    private final CallAuthenticator entrance;

    AuthenticationFilter(CallAuthenticator entrance) {
        this.entrance = entrance;
    }

    @Override
    public int getOrder() {
        return FilterOrder.ADMISSION;
    }

    /** Lets the caller in, for every route that names an environment; the others do it themselves. */
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void admit(HttpRequest<?> request) {
        environment(request).ifPresent(environment -> {
            CallContext admission = entrance.enter(
                    Optional.of(environment), CallerHeaders.authorization(request), CallerHeaders.callerTime(request));
            request.setAttribute(ADMISSION, admission);
            request.setAttribute(CALLER, admission.caller().displayName());
            QueryParameters.requireKnown(request);
        });
    }

    private static Optional<String> environment(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .filter(UriRouteMatch.class::isInstance)
                .map(match -> match.getVariableValues().get(ENVIRONMENT))
                .map(Object::toString);
    }
}
