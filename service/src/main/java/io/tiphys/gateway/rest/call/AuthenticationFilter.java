package io.tiphys.gateway.rest.call;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.UriRouteMatch;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.rest.error.RecordedCall;
import io.tiphys.gateway.server.call.ApiCall;
import java.util.Optional;

/**
 * Authenticates the caller before any other part of the request is processed. For an unauthenticated caller no parameter is
 * converted and no body is read. The filter stores the context of the call as an attribute of the request, and copies the
 * path variables to the record of the call.
 */
@ServerFilter("/v1/**")
public final class AuthenticationFilter implements Ordered {
    /** The request attribute that contains the {@link CallContext}. */
    public static final String CALL_CONTEXT = "tiphys.call-context";

    private static final String ENVIRONMENT = "environment";
    private static final String NAMESPACE = "namespace";
    private static final String NAME = "name";

    private final CallAuthenticator authenticator;

    AuthenticationFilter(CallAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public int getOrder() {
        return FilterOrder.AUTHENTICATION;
    }

    /** Authenticates the caller for every route with an environment; the other routes do so themselves. */
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void authenticate(HttpRequest<?> request) {
        // A request to the management port has no call and no route of the API; a controller could not answer without
        // a call.
        RecordedCall.find(request).ifPresent(call -> authenticate(call, request));
    }

    private void authenticate(ApiCall call, HttpRequest<?> request) {
        operation(request).ifPresent(call::operation);
        variable(request, ENVIRONMENT).ifPresent(environment -> {
            CallContext callContext = authenticator.authenticate(
                    Optional.of(environment),
                    CallerHeaders.authorization(request),
                    CallerHeaders.callerTime(request),
                    CallerHeaders.origin(request));
            variable(request, NAMESPACE).ifPresent(call::namespace);
            variable(request, NAME).ifPresent(call::workflow);
            request.setAttribute(CALL_CONTEXT, callContext);
            QueryParameters.requireKnown(request);
        });
    }

    /** The operation's id is the name of the method that serves it. */
    private static Optional<String> operation(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .filter(MethodBasedRouteMatch.class::isInstance)
                .map(match -> ((MethodBasedRouteMatch<?, ?>) match).getMethodName());
    }

    private static Optional<String> variable(HttpRequest<?> request, String name) {
        return RouteAttributes.getRouteMatch(request)
                .filter(UriRouteMatch.class::isInstance)
                .map(RouteMatch::getVariableValues)
                .map(values -> values.get(name))
                .map(Object::toString);
    }
}
