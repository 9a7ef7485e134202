package io.tiphys.gateway.rest.call;

import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.tiphys.gateway.access.CallOrigin;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.rest.error.RecordedCall;
import io.tiphys.gateway.rest.stream.StreamingBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The caller's headers in a request. A repeated header is rejected, because its value would be ambiguous. */
public final class CallerHeaders {
    private static final String AUTHORIZATION = "Authorization";

    private CallerHeaders() {}

    /** The value of the authorization header. */
    public static Optional<String> authorization(HttpRequest<?> request) {
        return single(request, AUTHORIZATION);
    }

    /** The caller's timeout. */
    public static Optional<Duration> callerTime(HttpRequest<?> request) {
        return single(request, CallerTime.HEADER).map(CallerTime::parse);
    }

    /** The origin of the request. */
    public static CallOrigin origin(HttpRequest<?> request) {
        boolean stream = RouteAttributes.getRouteMatch(request)
                .filter(MethodBasedRouteMatch.class::isInstance)
                .flatMap(match ->
                        ((MethodBasedRouteMatch<?, ?>) match).getReturnType().getFirstTypeVariable())
                .filter(body -> body.getType() == StreamingBody.class)
                .isPresent();
        return RecordedCall.of(request).origin(stream);
    }

    /** @throws GatewayException with REQUEST_INVALID when the header is repeated */
    public static Optional<String> single(HttpRequest<?> request, String header) {
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
