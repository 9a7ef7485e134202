package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.tiphys.gateway.access.CallOrigin;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the headers of a request say of its caller. A header that stands there twice is refused: which one counts? */
final class CallerHeaders {
    private static final String AUTHORIZATION = "Authorization";

    private CallerHeaders() {}

    /** The value of the authorization header. */
    static Optional<String> authorization(HttpRequest<?> request) {
        return single(request, AUTHORIZATION);
    }

    /** How long the caller gives the call. */
    static Optional<Duration> callerTime(HttpRequest<?> request) {
        return single(request, CallerTime.HEADER).map(CallerTime::parse);
    }

    /** Where the request comes from. */
    static CallOrigin origin(HttpRequest<?> request) {
        boolean stream = RouteAttributes.getRouteMatch(request)
                .filter(MethodBasedRouteMatch.class::isInstance)
                .flatMap(match ->
                        ((MethodBasedRouteMatch<?, ?>) match).getReturnType().getFirstTypeVariable())
                .filter(body -> body.getType() == StreamingBody.class)
                .isPresent();
        return RecordedCall.of(request).origin(stream);
    }

    /** @throws GatewayException with REQUEST_INVALID when the header stands there more than once */
    static Optional<String> single(HttpRequest<?> request, String header) {
        List<String> values = request.getHeaders().getAll(header);
        if (values.size() > 1) {
            throw new GatewayException(
                    Problem.of(ErrorReason.REQUEST_INVALID, "The header " + header + " must not be repeated.")
                            .withViolations(List.of(
                                    Violation.ofParameter("duplicate-header", header, "Send this header once."))));
        }
        return values.stream().findFirst();
    }
}
